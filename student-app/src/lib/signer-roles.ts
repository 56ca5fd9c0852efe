const roles = ['account', 'confirmed', 'recovery', 'terminal', 'officer', 'pairing'] as const;
type Role = (typeof roles)[number];

/** Who signed, by role and each once: `terminal.{id}` tells a student nothing. */
export const signerRoles = (signers: readonly string[]): Role[] =>
  roles.filter((role) => signers.some((signer) => signer.startsWith(`${role}.`)));
