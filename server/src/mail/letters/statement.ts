import type { LetterText } from '../letter-text.ts';

/** What the office has written, as it is; beside it the statement itself, if there is one. */
export function statement({
  subject,
  text,
  attachment,
}: LetterText & { attachment?: { name: string; base64: string } | undefined }): LetterText {
  if (!attachment) return { subject, text };
  const file = { filename: attachment.name, content: attachment.base64, encoding: 'base64' as const };
  return { subject, text, attachments: [file] };
}
