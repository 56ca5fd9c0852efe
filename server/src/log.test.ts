import { describe, expect, it } from 'vitest';
import { openLog } from './log.ts';

function logged(fields: object): string {
  let text = '';
  const write = (line: string) => {
    text += line;
  };
  openLog({ write }).error(fields, 'something failed');
  return text;
}

describe('a line of the log', () => {
  it('holds no secret, at whatever depth it hangs', () => {
    const secrets = {
      password: 'canary-1',
      code: 'canary-2',
      pin: 'canary-3',
      token: 'canary-4',
      cookie: 'canary-5',
      studentNumber: 'canary-6',
    };
    const text = logged({
      ...secrets,
      input: secrets,
      request: { body: secrets, headers: { authorization: 'canary-7', cookie: 'canary-8' } },
    });
    expect(text).not.toContain('canary');
    expect(text).toContain('[secret]');
    expect(text).toContain('something failed');
  });

  it('tells an error by kind, number, place and cause, without what somebody had typed', () => {
    const cause = Object.assign(new Error("Duplicate entry 'kim@kumoh.ac.kr' for key 'mail'"), {
      errno: 1062,
      sql: "INSERT 'canary'",
    });
    const line = JSON.parse(
      logged({ err: new Error('sign-up of 20260001 by kim@kumoh.ac.kr failed', { cause }) }),
    );
    expect(JSON.stringify(line)).not.toMatch(/kim@|20260001|canary/);
    expect(line.err).toMatchObject({ type: 'Error', cause: { errno: 1062 } });
    expect(line.err.stack).toContain('log.test.ts');
  });
});
