import { Campus, type PairedTerminal, type Person } from './campus.ts';

/** A terminal and a member with vouchers. */
export async function shop(
  amount = 50_000,
): Promise<{ campus: Campus; terminal: PairedTerminal; soo: Person; programme: string }> {
  const campus = await Campus.open();
  const [terminal, soo, programme] = [
    await campus.terminal(await campus.vendor()),
    await campus.member(),
    await campus.programme(),
  ];
  await campus.issue(programme, amount, soo);
  return { campus, terminal, soo, programme };
}
