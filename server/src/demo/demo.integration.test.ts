import { newId } from '@kumoh-pay/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../../test/browser.ts';
import { type Campus, openCampus } from '../../test/campus.ts';
import { appoint, found, type Officer, value } from '../../test/founding.ts';
import { enrol, newStudent, type Student } from '../../test/member.ts';
import { newOrder, newSigner } from '../../test/signer.ts';
import type { CounterRouter, DemoStandIn } from '../index.ts';

/** A stand-in that signs with the founders' own keys: on a ledger marked `demo` everything of it works. */
const standIn = {
  members: [] as { name: string; studentNumber: string; password: string }[],
  officers: [] as { id: string; name: string; mail: string; password: string }[],
  shops: [{ vendor: newId(), name: '학생식당', place: '', staff: [] }],
  officer: '',
  sign: (() => []) as DemoStandIn['sign'],
  slipFor: ((_name, vendor, nowMs) => ({
    code: newId(),
    slip: { terminal: newId(), vendor, pairingKey: newSigner().key, expires: nowMs },
    officer: newId(),
    signature: '',
  })) as DemoStandIn['slipFor'],
};

describe.each(['real', 'test', 'demo'] as const)('on a ledger marked %s', (mark) => {
  const isDemo = mark === 'demo';
  let campus: Campus;
  let officers: [Officer, Officer];
  let jung: Officer;
  let kim: Student;

  beforeAll(async () => {
    campus = await openCampus({ mark, demo: standIn });
    officers = await found(campus);
    standIn.officer = officers[0].id;
    standIn.officers = officers.map(({ id, mail, password }) => ({ id, name: mail, mail, password }));
    const { ledgerName } = await officers[0].console.officer.me.query();
    standIn.sign = (_name, order) =>
      officers.map(({ id, signer }) => signer.order(ledgerName, 'officer', id, order));
    jung = await appoint(campus, officers, 'jung', ['issuer']);
    standIn.officers.push({ id: jung.id, name: 'jung', mail: jung.mail, password: jung.password });
    kim = newStudent(campus, '20260001', '김민수');
    standIn.members = [{ name: kim.name, studentNumber: kim.studentNumber, password: kim.password }];
    await enrol(campus, officers[0], kim);
  });
  afterAll(() => campus.stop());

  it(isDemo ? 'the people are listed' : 'nobody is listed', async () => {
    const counter = new Browser(campus.server.addresses.counter).client<CounterRouter>();
    const listed = [
      (await kim.wallet.demo.people.query()).length,
      (await officers[0].console.demo.people.query()).length,
      (await counter.demo.people.query()).length,
    ];
    expect(listed).toEqual(isDemo ? [1, 3, 1] : [0, 0, 0]);
  });

  it(isDemo ? 'a new phone is confirmed at once' : 'a new phone stays limited', async () => {
    const order = newOrder('replaceKey', { account: kim.account, key: newSigner().key });
    const replaced = await kim.wallet.key.replace.mutate({ order, signatures: [], password: kim.password });
    expect(value(replaced)).toEqual({ limited: !isDemo });
  });

  it(isDemo ? 'an officer’s browser is taken over' : 'no officer’s key is replaced', async () => {
    const { key } = newSigner();
    // Signed by the two founders as approvers, the order itself would hold: only the mark is in its way.
    const taken = await jung.console.demo.takeOver.mutate({ key });
    const listed = (await officers[0].console.officer.list.query()).find(({ id }) => id === jung.id);
    if (isDemo) value(taken);
    else expect(taken).toMatchObject({ ok: false, code: 'NOT_AUTHORISED' });
    expect(listed?.key).toBe(isDemo ? key : jung.signer.key);
  });

  it(isDemo ? 'the stand-in is asked for a slip' : 'no page gets a pairing code', async () => {
    const counter = new Browser(campus.server.addresses.counter).client<CounterRouter>();
    const vendor = standIn.shops[0]?.vendor ?? '';
    // The shop stands on no ledger: where the stand-in is asked, its slip is refused for that and nothing else.
    const code = isDemo ? 'UNKNOWN_VENDOR' : 'NOT_AUTHORISED';
    expect(await counter.demo.slip.mutate({ vendor })).toMatchObject({ ok: false, code });
  });
});
