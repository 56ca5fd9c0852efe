import { demoNewcomers } from '../demo/people.ts';
import { button, stage, type Tour } from './entry.ts';

/** The phone of the campus's first student; its key is taken over as a visitor of the demo would. */
export async function signInAsMember({ visitors, words }: Tour): Promise<void> {
  const page = await visitors.page('member');
  await page.locator('[data-stage]').first().waitFor();
  if (!(await stage(page, 'welcome').isVisible())) return;
  const [member] = visitors.campus.demo.members;
  await visitors.goto('member', '/sign-in');
  await button(page, member?.name ?? '').click();
  await button(page, words.wallet.signIn.submit).click();
  await stage(page, 'home').waitFor();
}

/** A mail takes a moment from the outbox to the catcher. */
const mailPatienceMs = 10_000;

export async function mailedCode({ visitors, language }: Tour): Promise<string> {
  const to = demoNewcomers[language === 'ko' ? 0 : 1]?.mail ?? '';
  for (const end = Date.now() + mailPatienceMs; Date.now() < end; ) {
    for (const mail of visitors.campus.mails.mails()) {
      const code = mail.to.includes(to) ? /\b\d{8}\b/.exec(mail.text)?.[0] : undefined;
      if (code !== undefined) return code;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no code was mailed to ${to}`);
}
