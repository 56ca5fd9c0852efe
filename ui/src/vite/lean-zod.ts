import type { Plugin } from 'vite';

/** Where zod ties every schema to its description as JSON Schema, each with what stands there instead. */
const ties: readonly (readonly [RegExp, string])[] = [
  [/^\s*inst\._zod\.processJSONSchema = .*;$/gm, ''],
  [/createStandardJSONSchemaMethod\(this, "(?:in|out)put"\)/g, 'undefined'],
  [/createToJSONSchemaMethod\(this, \{\}\)\(params\)/g, 'undefined'],
];
/** zod then says "Invalid input" for all of them. */
const noSentences = 'export default () => ({ localeError: () => undefined });';

/**
 * Leaves out of zod what no app asks for: JSON Schema, a quarter of it, and its own English sentences, which nobody reads
 * here since people are told codes' sentences. A zod that ties them in another way does not build, so that the weight
 * cannot come back unseen.
 */
export function leanZod(): Plugin {
  return {
    name: 'kumoh-pay:lean-zod',
    apply: 'build',
    enforce: 'pre',
    load: (id) => (id.endsWith('/zod/v4/locales/en.js') ? noSentences : null),
    transform(code, id) {
      if (!id.endsWith('/zod/v4/classic/schemas.js')) return null;
      for (const [tie] of ties) if (code.search(tie) < 0) this.error(`zod no longer has ${String(tie)}`);
      return { code: ties.reduce((text, [tie, instead]) => text.replace(tie, instead), code), map: null };
    },
  };
}
