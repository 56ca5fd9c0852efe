/** What a letter says: Korean first, English below it. */
export interface LetterText {
  subject: string;
  text: string;
}
