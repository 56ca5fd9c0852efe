import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { auditLedger } from './audit.ts';
import type { BlockSource } from './block-source.ts';
import { compareIndex, type IndexRows } from './compare-index.ts';
import { embeddedLedgerIn, openEmbeddedSource } from './embedded-source.ts';
import { openFabricSource } from './fabric-source.ts';
import type { Finding } from './finding.ts';
import { printReport } from './print-report.ts';
import { checkReceipt, readReceipt } from './receipt.ts';
import { type AuditReport, reportJson } from './report.ts';

/** What the program's end says to whoever started it. */
export const exitCodes = { equal: 0, differs: 1, notRun: 2 } as const;

const usage = `kumoh audit (--data DIR | --peer CONNECTION_FILE) [--receipt FILE] [--json] [--name LEDGER]
  장부를 처음부터 다시 계산해 확인합니다. Checks the ledger from its first block, with code of its own.
  --peer FILE     우리 기관의 Fabric 피어에서 읽습니다. Reads one organisation's own Fabric peer: its certificate alone, no database.
  --receipt FILE  영수증 파일 하나도 함께 확인합니다. Also checks one proof file against the chain.
  --json          결과를 JSON으로 냅니다. Prints the report as JSON.
  --name LEDGER   장부 이름이 이것이어야 합니다. The ledger must have this name.`;

/** What an index says, and the last block that it was read from. */
export interface IndexAtBlock {
  block: number;
  rows: IndexRows;
}

/** While the server works, index and ledger are read at two moments: again, until both end with the same block. */
const comparisonsMax = 6;
const comparePauseMs = 500;

/**
 * `./kumoh audit`: prints the figures and every difference with its place.
 * @param readIndex the index beside the ledger, if there is one: it must say the same
 * @returns 0 when all is equal, 1 when anything differs, 2 when it could not be run.
 */
export async function runAudit(
  argv: readonly string[],
  print: (line: string) => void = console.log,
  readIndex: () => Promise<IndexAtBlock | null> = async () => null,
): Promise<number> {
  const options = readArguments(argv);
  if (options === null) {
    print(usage);
    return exitCodes.notRun;
  }
  for (let time = 1; ; time++) {
    // A source is the ledger at one moment, so each time it is opened anew.
    const source = await openSource(options);
    if (typeof source === 'string') {
      print(source);
      return exitCodes.notRun;
    }
    try {
      const report = await auditLedger(source, { ledger: options.name ?? source.ledger });
      const index = await readIndex();
      const elsewhere = index !== null && index.block !== report.blocks - 1;
      if (elsewhere && report.equal && time < comparisonsMax) {
        await pause(comparePauseMs);
        continue;
      }
      if (index !== null && !elsewhere) addFindings(report, compareIndex(report, index.rows));
      if (options.receipt !== undefined) await addReceipt(report, options.receipt, source);
      return tell(report, options.json, elsewhere, print);
    } finally {
      source.close();
    }
  }
}

function tell(report: AuditReport, json: boolean, elsewhere: boolean, print: (line: string) => void): number {
  print(json ? reportJson(report) : printReport(report));
  if (!report.equal) return exitCodes.differs;
  if (!elsewhere) return exitCodes.equal;
  console.error('색인이 장부와 다른 블록에 있어 비교하지 못했습니다. 서버를 켜 두고 잠시 뒤 다시 하세요.');
  console.error('The index stands at another block and was not compared; let the server run and try again.');
  return exitCodes.notRun;
}

type Source = BlockSource & { readonly ledger: string };

/** Or the sentence that says why it cannot be read. */
async function openSource({ data, peer }: { data: string; peer?: string }): Promise<Source | string> {
  if (peer !== undefined) {
    try {
      return await openFabricSource(peer);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return `피어에서 장부를 읽을 수 없습니다: ${peer}\nThe peer that ${peer} names cannot be read: ${why}`;
    }
  }
  const folder = embeddedLedgerIn(data);
  return folder === null
    ? `장부가 없습니다: ${data}\nThere is no ledger in ${data}.`
    : openEmbeddedSource(folder);
}

function addFindings(report: AuditReport, found: readonly Finding[]): void {
  report.findings.push(...found);
  report.findingsTotal += found.length;
  report.equal = report.findingsTotal === 0;
}

async function addReceipt(report: AuditReport, file: string, source: Source): Promise<void> {
  const receipt = readReceipt(readFileSync(file, 'utf8'));
  const found = receipt
    ? await checkReceipt(source, source.ledger, receipt)
    : [{ kind: 'receipt-differs' as const, detail: `${file} is no receipt`, place: {} }];
  addFindings(report, found);
}

interface Arguments {
  data: string;
  peer?: string;
  receipt?: string;
  json: boolean;
  name?: string;
}

function readArguments(argv: readonly string[]): Arguments | null {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { data: text, peer: text, receipt: text, name: text, ledger: text, json: { type: 'boolean' } },
    });
    // In a data folder are the embedded ledger's files; Fabric's are its peers', and one of them is named.
    const isEmbedded = values.data !== undefined && (values.ledger ?? 'embedded') === 'embedded';
    if (!isEmbedded && values.peer === undefined) return null;
    return {
      data: values.data ?? '',
      ...(values.peer === undefined ? {} : { peer: values.peer }),
      json: values.json ?? false,
      ...(values.receipt === undefined ? {} : { receipt: values.receipt }),
      ...(values.name === undefined ? {} : { name: values.name }),
    };
  } catch {
    return null; // parseArgs throws for an option that there is not; the usage says which there are.
  }
}

if (import.meta.main) process.exitCode = await runAudit(process.argv.slice(2));
