import { z } from 'zod';
import { idSchema } from '../id.ts';
import { publicKeySchema } from '../key.ts';
import { markSchema } from '../mark.ts';
import { officerRoles, policyLimitsSchema } from '../record.ts';
import { ascending, shown, until } from './parts.ts';

const officeRole = z.enum([
  'approver',
  'auditor',
  'issuer',
  'registrar',
] satisfies (typeof officerRoles)[number][]);
const roles = ascending(officeRole, (role) => role, officerRoles.length);
const officer = z.strictObject({ id: idSchema, key: publicKeySchema, recoveryKey: publicKeySchema, roles });

/** Orders about officers and policy. */
export const officerOrders = {
  /** Signed by both officers, whose keys it brings; both must be approvers. `enroller` is the server's own record. */
  bootstrap: z.strictObject({
    until,
    mark: markSchema,
    limits: policyLimitsSchema,
    enroller: z.strictObject({ id: idSchema, key: publicKeySchema }),
    officers: ascending(officer, (one) => one.id, 2, 2),
  }),
  /** A new officer, or other roles for one there is (then with `shown` and the same keys). Two approvers. */
  appointOfficer: z.strictObject({ until, shown: shown.optional(), officer }),
  retireOfficer: z.strictObject({ until, shown, officer: idSchema }),
  setPolicy: z.strictObject({ until, shown, limits: policyLimitsSchema }),
  /** `recoveryKey` is the next one; without it the old stays (then the recovery key must not have signed). */
  replaceOfficerKey: z.strictObject({
    until,
    shown,
    officer: idSchema,
    key: publicKeySchema,
    recoveryKey: publicKeySchema.optional(),
  }),
};
