import fc from 'fast-check';
import { z } from 'zod';

/** JSON schema, as far as inputs of the doors use it. */
interface Schema {
  type?: string;
  const?: z.core.util.JSONType;
  enum?: z.core.util.JSONType[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  pattern?: string;
  format?: string;
  contentEncoding?: string;
  minLength?: number;
  minimum?: number;
  minItems?: number;
  items?: Schema;
  prefixItems?: Schema[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  propertyNames?: Schema;
}
const schemaSchema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    type: z.union([z.string(), z.array(z.string()).transform((types) => types[0] ?? 'null')]).optional(),
    const: z.json().optional(),
    enum: z.array(z.json()).optional(),
    anyOf: z.array(schemaSchema).optional(),
    oneOf: z.array(schemaSchema).optional(),
    pattern: z.string().optional(),
    format: z.string().optional(),
    contentEncoding: z.string().optional(),
    minLength: z.number().optional(),
    minimum: z.number().optional(),
    minItems: z.number().optional(),
    items: schemaSchema.optional(),
    prefixItems: z.array(schemaSchema).optional(),
    properties: z.record(z.string(), schemaSchema).optional(),
    additionalProperties: z.union([schemaSchema, z.boolean()]).optional(),
    propertyNames: schemaSchema.optional(),
  }),
) as z.ZodType<Schema>;

type Json = z.core.util.JSONType;

/** Values of an input's own shape: one for each first or second branch, so that both sides of a union are met. */
export function samplesOf(input: z.ZodType): Json[] {
  const schema = schemaSchema.parse(z.toJSONSchema(input, { unrepresentable: 'any', io: 'input' }));
  const samples = [0, 1].map((branch) => sample(schema, branch));
  return JSON.stringify(samples[0]) === JSON.stringify(samples[1]) ? samples.slice(0, 1) : samples;
}

function sample(schema: Schema, branch: number): Json {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[branch % schema.enum.length] ?? null;
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) {
    const one = branches[branch % branches.length];
    return one ? sample(one, branch) : null;
  }
  switch (schema.type) {
    case 'string':
      return text(schema);
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1);
    case 'boolean':
      return branch === 0;
    case 'array':
      return list(schema, branch);
    case 'object':
      return object(schema, branch);
    default:
      return null;
  }
}

function text({ pattern, format, contentEncoding, minLength = 0 }: Schema): string {
  if (format === 'email') return 'nobody@kumoh.ac.kr';
  if (contentEncoding === 'base64' || format === 'base64') return 'AAAA';
  if (pattern === undefined) return 'a'.repeat(Math.max(1, minLength));
  const [found = ''] = fc.sample(fc.stringMatching(new RegExp(pattern)), { numRuns: 1, seed: 1 });
  return found;
}

function list({ items, prefixItems, minItems = 1 }: Schema, branch: number): Json[] {
  if (prefixItems) return prefixItems.map((one) => sample(one, branch));
  return items ? Array.from({ length: Math.max(1, minItems) }, () => sample(items, branch)) : [];
}

function object({ properties = {}, additionalProperties, propertyNames }: Schema, branch: number): Json {
  const own = Object.entries(properties).map(([name, one]) => [name, sample(one, branch)] as const);
  if (typeof additionalProperties !== 'object' || !propertyNames) return Object.fromEntries(own);
  return Object.fromEntries([
    ...own,
    [String(sample(propertyNames, branch)), sample(additionalProperties, branch)],
  ]);
}
