import { createHash } from 'node:crypto';
import { type Account, accountSchema, type SignedOrder } from '@kumoh-pay/domain';
import { fingerprintOf } from '@kumoh-pay/domain/fingerprint.ts';
import { expect } from '@playwright/test';
import { type Campus, openCampus } from '../campus/campus.ts';
import { found, type Office, type Shop } from '../campus/office.ts';
import { granted, inAnHour } from '../campus/officer.ts';
import { Phone, student } from '../campus/phone.ts';

/** A campus with one shop, one voucher and people on the roster; whoever signs up gets what a test gives. */
export interface Wallets {
  campus: Campus;
  office: Office;
  shop: Shop;
  programme: string;
  programmeName: string;
  /** Signs up the next student on the roster, with so many won. */
  phone(amount: number): Promise<Phone>;
}

/** A name as long as names get, so that a screen which cuts it off is seen. */
const people = [
  student('20240001', '김수지'),
  student('20240002', '이민호'),
  student('20240003', '남궁아름다운별하늘'),
];

export async function openWallets(): Promise<Wallets> {
  const campus = await openCampus();
  const office = await found(campus);
  const shop = await office.openShop('학생회관 지하 1층 푸른솔 학생식당과 분식 코너');
  const programmeName = '2026학년도 2학기 아침밥 지원 상품권';
  const programme = await office.openProgramme(programmeName);
  await office.takeRoster(...people);
  let next = 0;
  return {
    campus,
    office,
    shop,
    programme,
    programmeName,
    async phone(amount) {
      const owner = people[next];
      next += 1;
      if (!owner) throw new Error('nobody is left on the roster');
      const phone = await Phone.signUp(campus, owner);
      if (amount > 0) await office.issue(programme, amount, await phone.account());
      await expect(phone.balance(amount)).toBeVisible();
      return phone;
    },
  };
}

/** The app's worker has everything that a phone in flight mode needs. */
export const keepsApp = (phone: Phone): Promise<unknown> =>
  phone.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller)
      await new Promise((resolve) =>
        navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
      );
  });

/** What the ledger says of an account, and the digest of it that an officer's order names. */
async function readForOffice(
  { first }: Office,
  account: string,
): Promise<{ text: string; shown: string; record: Account }> {
  const [read] = await first.console.ledger.read.query({ records: [['account', account]] });
  const text = read ?? 'null';
  const shown = createHash('sha256').update(text).digest('hex');
  return { text, shown, record: accountSchema.parse(JSON.parse(text)) };
}

/** As the console shows it: of the key that the ledger has for this account. */
export const fingerprintAtOffice = async (office: Office, account: string): Promise<string> =>
  fingerprintOf((await readForOffice(office, account)).record.key);

/** An officer signs what the ledger says of the account, and another agrees. */
export async function confirmAtOffice(office: Office, account: string): Promise<void> {
  const { text, shown, record } = await readForOffice(office, account);
  const body = { until: inAnHour(), account, key: record.key, shown };
  await agreeOn(office, await office.first.signed('confirmKey', body), text);
}

/** The same of closing it. */
export async function closeAtOffice(office: Office, account: string): Promise<void> {
  const { text, shown } = await readForOffice(office, account);
  await agreeOn(
    office,
    await office.first.signed('closeAccount', { until: inAnHour(), account, shown }),
    text,
  );
}

async function agreeOn(
  { first, second }: Office,
  signed: SignedOrder<'confirmKey'> | SignedOrder<'closeAccount'>,
  shown: string,
): Promise<void> {
  granted(await first.console.approval.propose.mutate({ signed, shown }));
  const { signature } = await second.sign(signed.order);
  granted(await second.console.approval.sign.mutate({ id: signed.order.id, signature }));
}
