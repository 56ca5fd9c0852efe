import type { Page } from 'playwright-core';
import { z } from 'zod';

/** Answers that a healthy demo campus does not give: late, broken, or with something in them that it does not bring about. */

const calls = (procedure: string) => `**/trpc/${procedure}*`;
const answerSchema = z.object({ result: z.object({ data: z.unknown() }) });

/** From now on every answer is the server's own again. */
export const answeredByServer = (page: Page): Promise<void> => page.unrouteAll({ behavior: 'ignoreErrors' });

type Fault = 'loading' | 'failed' | 'lost';

/** The answer does not come, says that the server has broken, or is lost on its way. */
export async function spoil(page: Page, procedure: string, fault: Fault): Promise<void> {
  await page.route(calls(procedure), (route) => {
    if (fault === 'loading') return undefined;
    if (fault === 'lost') return route.abort();
    const body = '{"error":{"message":"INTERNAL","code":-32603,"data":{"httpStatus":500}}}';
    return route.fulfill({ status: 500, contentType: 'application/json', body });
  });
}

/** Not asked: this is the answer. */
export async function answered(page: Page, procedure: string, data: unknown): Promise<void> {
  await page.route(calls(procedure), (route) => route.fulfill({ json: { result: { data } } }));
}

/** The server's own answer, with something else in it. */
export async function amended<Schema extends z.ZodType>(
  page: Page,
  procedure: string,
  schema: Schema,
  amend: (data: z.infer<Schema>) => unknown,
): Promise<void> {
  await page.route(calls(procedure), async (route) => {
    const response = await route.fetch();
    const { result } = answerSchema.parse(await response.json());
    const data = amend(schema.parse(result.data));
    await route.fulfill({ response, json: { result: { data } } });
  });
}
