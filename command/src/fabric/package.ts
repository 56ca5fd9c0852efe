import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NetworkFile } from './network-file.ts';
import type { Organisation } from './organisations.ts';
import { tarGz } from './tar.ts';

export interface ContractPackage {
  path: string;
  /** label:hash, as the peer computes it. */
  id: string;
}

/** How long a peer tries to reach its contract process. */
const DIAL_TIMEOUT = '5s';

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value)}\n`);

/** What an organisation installs on its peer: not the contract, only where it listens, labelled with the bundle's digest. */
export async function packContract(
  folder: string,
  { ports }: NetworkFile,
  one: Organisation,
  digest: string,
): Promise<ContractPackage> {
  const label = `kumoh-pay_${digest}`;
  const address = `127.0.0.1:${ports[one.folder].contract}`;
  const code = tarGz([
    {
      name: 'connection.json',
      content: json({ address, dial_timeout: DIAL_TIMEOUT, tls_required: false }),
    },
  ]);
  const content = tarGz([
    { name: 'metadata.json', content: json({ type: 'ccaas', label }) },
    { name: 'code.tar.gz', content: code },
  ]);
  const packages = join(folder, 'contract');
  await mkdir(packages, { recursive: true, mode: 0o700 });
  const path = join(packages, `${one.folder}-${digest}.tar.gz`);
  await writeFile(path, content);
  return { path, id: `${label}:${createHash('sha256').update(content).digest('hex')}` };
}
