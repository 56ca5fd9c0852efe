// Who may import whom (ARCHITECTURE.md). Read by `./kumoh check`.

const APPS = ['student-app', 'pos-terminal', 'admin-console'];
const ROOMS = [
  'domain',
  'ui',
  'device',
  ...APPS,
  'server',
  'chaincode',
  'embedded-ledger',
  'fabric',
  'audit',
  'command',
  'bench',
  'e2e',
];
// Test files, and what stands beside them only for them.
const TEST = '\\.test\\.ts$|/test/|/test-[^/]+\\.ts$';

const room = (names) => `^(${names.join('|')})/`;
const but = (names) => room(ROOMS.filter((name) => !names.includes(name)));
const library = (names) => `node_modules/(${names.join('|')})/`;

/** `from` may import only itself and `allowed`, of the rooms. Its tests may use `inTests` besides. */
function roomRules(from, allowed, inTests, reason) {
  const own = [from, ...allowed];
  return [
    {
      name: `${from}-imports`,
      comment: reason,
      severity: 'error',
      from: { path: `^${from}/`, pathNot: TEST },
      to: { path: but(own) },
    },
    {
      name: `${from}-test-imports`,
      comment: reason,
      severity: 'error',
      from: { path: `^${from}/.*(${TEST})` },
      to: { path: but([...own, ...inTests]) },
    },
  ];
}

/** Types of the server may be used, its code not. */
const typesOnly = (from) => ({
  name: `${from}-server-types-only`,
  comment: 'A browser knows what the server answers (its types), and carries none of its code.',
  severity: 'error',
  from: { path: `^${from}/`, pathNot: TEST },
  to: { path: '^server/', dependencyTypesNot: ['type-only'] },
});

const only = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: { pathNot: `${from}|${TEST}` },
  to,
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle is one file cut in the wrong place.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'domain-is-pure',
      comment: 'domain is what everyone means: no room, no Node, no library but zod.',
      severity: 'error',
      from: { path: '^domain/', pathNot: TEST },
      to: { pathNot: `^domain/|node_modules/zod/|${but(['domain'])}` },
    },
    ...roomRules('domain', [], [], 'domain imports nobody.'),
    ...roomRules('ui', ['domain'], [], 'ui shows what domain means.'),
    ...roomRules('device', ['domain', 'server'], ['command'], 'device knows domain and the server’s types.'),
    typesOnly('device'),
    ...APPS.flatMap((app) => [
      ...roomRules(
        app,
        ['domain', 'ui', 'device', 'server'],
        ['command'],
        'An app knows domain, ui, device and the server’s types; never another app.',
      ),
      typesOnly(app),
    ]),
    ...roomRules(
      'chaincode',
      ['domain'],
      // The demo's hands hold keys as devices do; tests play the devices with them.
      ['embedded-ledger', 'audit', 'command'],
      'The contract knows domain and the contract API.',
    ),
    ...roomRules(
      'embedded-ledger',
      [],
      ['domain', 'chaincode', 'audit'],
      'The embedded ledger runs any contract, and knows none.',
    ),
    ...roomRules('fabric', [], ['command'], 'The network is files and one format; it knows no room.'),
    ...roomRules(
      'audit',
      ['domain', 'fabric'],
      ['chaincode', 'embedded-ledger'],
      'The audit shares no arithmetic with what it checks.',
    ),
    ...roomRules(
      'server',
      ['domain', 'chaincode', 'embedded-ledger', 'fabric'],
      ['command', 'audit', 'device'],
      'The server knows domain, and the ledger through one door.',
    ),
    {
      name: 'server-one-door-to-the-ledger',
      comment: 'Only server/src/ledger/ knows the Fabric client, the embedded ledger and the contract.',
      severity: 'error',
      from: { path: '^server/', pathNot: `^server/src/ledger/|${TEST}` },
      to: {
        path: `^(embedded-ledger|chaincode|fabric)/|${library(['@hyperledger/[^/]+', '@grpc/[^/]+', 'fabric-[^/]+'])}`,
      },
    },
    {
      name: 'server-database-in-stores',
      comment: 'Only db/ and the stores speak to the database; others are handed it (a type).',
      severity: 'error',
      from: { path: '^server/', pathNot: `^server/src/db/|[/-]store\\.ts$|${TEST}` },
      to: { path: library(['mysql2', 'kysely']), dependencyTypesNot: ['type-only'] },
    },
    only(
      'lucia-in-session',
      'lucia is no longer developed: only server/src/session/ knows it.',
      '^server/src/session/',
      {
        path: library(['lucia']),
      },
    ),
    only(
      'shim-insides',
      'Only embedded-ledger, and what serves the contract, know the insides of the Fabric shim.',
      '^embedded-ledger/|^chaincode/src/serve\\.ts$',
      {
        path: `${library(['fabric-shim'])}lib/(?!index)|${library(['fabric-shim-internal'])}`,
        dependencyTypesNot: ['type-only'],
      },
    ),
    {
      name: 'models-know-no-contract',
      comment: 'A model that used the contract’s code would agree with its mistakes.',
      severity: 'error',
      from: { path: '/model/|[/-]model\\.ts$' },
      to: { path: '^(chaincode|embedded-ledger|server|audit)/src/' },
    },
    {
      name: 'unresolved',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^[$]app|[$]types|^virtual:|[?](url|raw|worker)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(build|\\.svelte-kit)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'svelte', 'import', 'node', 'default'],
      mainFields: ['svelte', 'module', 'main', 'types'],
      extensions: ['.ts', '.js', '.svelte', '.d.ts', '.json', '.cjs', '.mjs'],
    },
  },
};
