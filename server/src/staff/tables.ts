export const staffRoles = ['cashier', 'manager'] as const;
export type StaffRole = (typeof staffRoles)[number];

export interface StaffTables {
  staff: {
    id: string;
    vendor: string;
    name: string;
    role: StaffRole;
    pin_hash: string;
    active: number;
    created_at: number;
  };
}
