/** Reads a result aloud where the platform has a voice for the language; the tones stand without it. */
export type SpokenLanguage = 'ko' | 'en';

function voiceFor(language: SpokenLanguage): SpeechSynthesisVoice | undefined {
  if (!('speechSynthesis' in globalThis)) return undefined;
  const voices = speechSynthesis.getVoices().filter((voice) => voice.lang.toLowerCase().startsWith(language));
  // One on the device itself answers at once, and with no network.
  return voices.find((voice) => voice.localService) ?? voices[0];
}

/** Some platforms load their voices late: ask again when the settings are opened. */
export const canSpeak = (language: SpokenLanguage): boolean => voiceFor(language) !== undefined;

/** The latest words only: an older result is not read over a newer one. False where there is no voice. */
/** @param volume 0 to 1. */
export function speak(text: string, language: SpokenLanguage, volume = 1): boolean {
  const voice = voiceFor(language);
  if (!voice) return false;
  const words = new SpeechSynthesisUtterance(text);
  words.voice = voice;
  words.lang = voice.lang;
  words.volume = volume;
  speechSynthesis.cancel();
  speechSynthesis.speak(words);
  return true;
}
