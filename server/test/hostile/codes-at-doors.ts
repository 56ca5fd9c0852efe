import { won } from '@kumoh-pay/domain';
import { Chance } from '../../../command/src/demo/chance.ts';
import type { Campus } from '../campus.ts';
import { found, value } from '../founding.ts';
import { newStudent, rosterOf, type Student, signUp } from '../member.ts';
import { issueTo, newProgramme, openShop, payCodeBy, requestBy, type Shop } from '../shop.ts';
import { newOrder } from '../signer.ts';
import { type Call, callHostile } from './call.ts';
import { otherMakersCodes, spoiltCodes } from './codes.ts';

const held = 50_000;
const price = 1_000;
/** One changed digit of each code stands for the others where only a share is run. */
const shareOfCodes = 40;

/** Codes of other makers and spoilt ones, charged, lodged and paid. Nothing is charged, and the good code is good still. */
export async function codesAtDoors(
  campus: Campus,
  { cases, seed }: { cases: number; seed: number },
): Promise<number> {
  const { shop, student } = await openLunch(campus);
  const chance = new Chance(seed);
  const some = <Code>(codes: Code[]) =>
    cases > codes.length * 20 ? codes : chance.some(codes, shareOfCodes);
  // Spoilt anew each time: a code that has run out meanwhile would be refused for its age alone.
  const payCode = () => payCodeBy(student, shop.ledgerName, 20_000);
  const spoilt = (place: number) => spoiltCodes(payCode())[place] ?? '';
  const places = [...spoiltCodes(payCode()).keys()];
  const request = requestBy(shop, price);
  for (const code of [...otherMakersCodes, request]) {
    await refused(shop.browser, charge(shop, code));
    await refused(student.browser, lodging(code));
  }
  const charged = some(places);
  for (const place of charged) await refused(shop.browser, charge(shop, spoilt(place)));
  // One of the right form is lodged unread, for its own member only: the contract judges it when it is charged.
  const lodged = some(places);
  for (const place of lodged) await callHostile(student.browser, lodging(spoilt(place)));
  const requests = [...otherMakersCodes, ...some(spoiltCodes(request)), payCode()];
  for (const code of requests) await refused(student.browser, payment(shop, student, code));
  await nothingLost(shop, student, payCode());
  return (otherMakersCodes.length + 1) * 2 + charged.length + lodged.length + requests.length;
}

const wallet = { door: 'wallet', type: 'mutation' } as const;

const lodging = (code: string): Call => ({
  ...wallet,
  path: 'money.lodgeCode',
  name: code,
  text: JSON.stringify({ code }),
});

async function refused(browser: Student['browser'], call: Call): Promise<void> {
  const { reached, status } = await callHostile(browser, { ...call, name: `code ${call.name.slice(0, 60)}` });
  if (reached === 'done') throw new Error(`${call.path} took ${call.name}`);
  if (status === 401 || status === 403 || status === 429)
    throw new Error(`${call.path}: ${status}, not judged`);
}

/** Texts that no device can sign are sent under the signature of another. */
const signable = (code: string): string => code.replaceAll(/[^ -~]/gu, '0');

function charge({ vendor, terminal, tablet, ledgerName }: Shop, code: string): Call {
  const order = newOrder('charge', { vendor, terminal, amount: won(price), code: signable(code) });
  const signed = {
    order: { ...order, body: { ...order.body, code } },
    signatures: [tablet.order(ledgerName, 'terminal', terminal, order)],
  };
  const text = JSON.stringify({ signed, basket: [] });
  return { door: 'counter', path: 'sale.charge', type: 'mutation', name: code, text };
}

function payment({ ledgerName }: Shop, { account, signer }: Student, request: string): Call {
  const order = newOrder('pay', { account, request: signable(request) });
  const signed = {
    order: { ...order, body: { account, request } },
    signatures: [signer.order(ledgerName, 'account', account, order)],
  };
  return { ...wallet, path: 'money.payRequest', name: request, text: JSON.stringify(signed) };
}

/** After all of it a code as it should be is charged, once, and the member has the rest. */
async function nothingLost(shop: Shop, student: Student, code: string): Promise<void> {
  const { reached } = await callHostile(shop.browser, charge(shop, code));
  if (reached !== 'done') throw new Error('the good code was lost among the spoilt ones');
  // The index is a moment behind the answer.
  for (let wait = 0; (await student.wallet.money.home.query()).balance !== held - price; wait++) {
    if (wait === 100) throw new Error('the member does not hold the rest');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function openLunch(campus: Campus): Promise<{ shop: Shop; student: Student }> {
  const officers = await found(campus);
  const [officer] = officers;
  const programme = await newProgramme(officers, '점심');
  const student = newStudent(campus, '20261234', '김금오');
  value(await officer.console.roster.import.mutate({ text: rosterOf(student) }));
  await signUp(campus, student);
  const shop = await openShop(campus, officer, '학생식당');
  await issueTo(officer, programme, student.account, held);
  return { shop, student };
}
