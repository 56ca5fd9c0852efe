import { LedgerDiffers } from './index/checkpoint.ts';
import { StartRefused } from './server-config.ts';

const differs = (detail: string): string =>
  `장부가 색인과 다릅니다. 담당자가 정할 때까지 서버를 시작하지 않습니다: 이 장부가 맞으면 ./kumoh rebuild-index, 아니면 백업에서 장부를 되돌리세요(./kumoh restore). / The ledger is not the one the index was read from, and the server stays stopped until an officer decides: if this ledger is the right one, run ./kumoh rebuild-index; if not, bring it back from its backup (./kumoh restore). ${detail}`;
const damaged = (detail: string): string =>
  `장부 파일이 짧아졌거나 바뀌었습니다. 담당자가 정할 때까지 서버를 시작하지 않습니다: 아무것도 지우지 말고, 백업이나 두 번째 디스크의 사본에서 되돌리세요(./kumoh restore). / The ledger on disk is shorter than it was, or differs, and the server stays stopped until an officer decides: delete nothing, and bring it back from its backup or its mirror (./kumoh restore). ${detail}`;
const inUse = (detail: string): string =>
  `이 장부를 다른 Kumoh Pay가 쓰고 있습니다. 그것을 먼저 멈추세요. / ${detail}`;

/** By name: only server/src/ledger/ knows which ledger is behind it, and each has errors of its own. */
const sentences: Record<string, (detail: string) => string> = {
  LedgerDiffers: differs,
  LedgerDamaged: damaged,
  LedgerInUse: inUse,
};

/** A start that a person can decide about, in one line; any other fault as it is. */
export function whyStopped(error: unknown): unknown {
  for (let at = error; at instanceof Error; at = at.cause) {
    const sentence = at instanceof LedgerDiffers ? differs : sentences[at.name];
    if (sentence) return new StartRefused(sentence(at.message.replaceAll(/\s+/g, ' ')), { cause: error });
  }
  return error;
}
