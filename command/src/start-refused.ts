/**
 * The command cannot go on for a reason that the person at the keyboard can mend. Its message is printed as one line,
 * without a stack; every other error is a defect and is printed whole.
 */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}
