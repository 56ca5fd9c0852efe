import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { isThere, ROOT } from '../root.ts';

export interface Bundle {
  /** SHA-256 of its bytes, hex: what three organisations compare before they approve it. */
  digest: string;
  text: string;
}

/** The versions that the bundle was read and tried with; another one must be tried before it decides about money. */
const PINNED = { 'fabric-shim': '2.5.8', 'fabric-contract-api': '2.5.8' };

/**
 * winston formats every line before it looks at the level, which is half of a call's processor time, and swallows the
 * process's uncaught errors. In the bundle both loggers are silent, and winston is not there at all.
 */
const SILENT_LOGGER = `
const nothing = () => undefined;
const logger = { error: nothing, warn: nothing, info: nothing, verbose: nothing, debug: nothing, silly: nothing, log: nothing };
module.exports = { getLogger: () => logger, setLevel: nothing };
`;

const withoutLoggers: Plugin = {
  name: 'silent-loggers',
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /fabric-(shim|contract-api)[\\/]lib[\\/]logger\.js$/ }, () => ({
      contents: SILENT_LOGGER,
    }));
    // Only the shim's own command line reads options; ours come by environment.
    onResolve({ filter: /^yargs(-parser)?$/ }, ({ path }) => ({ path, namespace: 'left-out' }));
    onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** Builds the contract into one file. The same sources give the same bytes on every machine. */
export async function buildContract(entry = join(ROOT, 'chaincode', 'src', 'service.ts')): Promise<Bundle> {
  await refuseOtherVersions();
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    // What the libraries require() is found at run time; an ESM file has no require of its own.
    banner: {
      js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
    },
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [withoutLoggers],
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error('esbuild wrote no bundle');
  return { digest: createHash('sha256').update(file.contents).digest('hex'), text: file.text };
}

async function refuseOtherVersions(): Promise<void> {
  const resolver = createRequire(join(ROOT, 'chaincode', 'package.json'));
  for (const [name, wanted] of Object.entries(PINNED)) {
    const { version }: { version: string } = JSON.parse(
      await readFile(resolver.resolve(`${name}/package.json`), 'utf8'),
    );
    if (version !== wanted)
      throw new Error(`${name} ${version} is installed; only ${wanted} is known to work`);
  }
}

export const bundlePath = (folder: string, digest: string): string =>
  join(folder, 'contract', `kumoh-pay-${digest}.mjs`);

/** Keeps the bundle in the network's folder under its digest, so that a restart runs what was approved. */
export async function keepBundle(folder: string, { digest, text }: Bundle): Promise<string> {
  const path = bundlePath(folder, digest);
  if (await isThere(path)) return path;
  await mkdir(join(folder, 'contract'), { recursive: true, mode: 0o700 });
  await writeFile(`${path}.new`, text, { flush: true });
  await rename(`${path}.new`, path);
  return path;
}
