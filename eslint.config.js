import { configs } from 'eslint-plugin-svelte';
import { parser } from 'typescript-eslint';

// Biome formats and lints everything; here is only what it cannot say. Types are the compiler's business: nothing is type-aware.

const PARSE_IT = 'Data from outside is parsed with its schema, not declared to be right.';
const CASTS = [
  { selector: 'TSAsExpression[expression.typeAnnotation.type="TSUnknownKeyword"]', message: PARSE_IT },
  { selector: 'TSAsExpression > TSAnyKeyword', message: PARSE_IT },
  {
    selector: 'TSAsExpression[expression.callee.object.name="JSON"][expression.callee.property.name="parse"]',
    message: PARSE_IT,
  },
  { selector: 'TSAsExpression[expression.argument.callee.property.name="json"]', message: PARSE_IT },
];

// Only names that are declared here: libraries keep theirs (mysql's and lucia's `user`).
const OTHER_WORD = '/^(till|kiosk|admin|user)(?![a-z])|(Till|Kiosk|Admin|User)(?![a-z])/';
const WORDS = [
  'VariableDeclarator > Identifier.id',
  'FunctionDeclaration > Identifier.id',
  'ClassDeclaration > Identifier.id',
  'TSInterfaceDeclaration > Identifier.id',
  'TSTypeAliasDeclaration > Identifier.id',
].map((declared) => ({
  selector: `${declared}[name=${OTHER_WORD}]`,
  message: 'Code says counter, terminal, console, officer or member here; see docs/glossary.md.',
}));

const REQUESTS = [
  {
    selector: 'CallExpression[callee.name="fetch"]',
    message: 'Components draw, rune classes decide: no fetch in a .svelte file.',
  },
];

export default [
  { ignores: ['**/node_modules/', '**/build/', '**/.svelte-kit/', '.tools/', 'data/', 'gallery/'] },
  {
    files: ['**/*.ts'],
    languageOptions: { parser },
    rules: { 'no-restricted-syntax': ['error', ...CASTS, ...WORDS] },
  },
  ...configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser } },
    rules: { 'no-restricted-syntax': ['error', ...CASTS, ...WORDS] },
  },
  {
    files: ['**/*.svelte'],
    rules: {
      'no-restricted-syntax': ['error', ...CASTS, ...WORDS, ...REQUESTS],
      // resolve() is for apps below a path; each of ours has a host or port of its own, whose root it is.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
];
