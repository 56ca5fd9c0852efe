/** What a letter says: Korean first, English below it. */
export interface LetterText {
  subject: string;
  text: string;
  /** As nodemailer takes them. */
  attachments?: { filename: string; content: string; encoding: 'base64' }[];
}
