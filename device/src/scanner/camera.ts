/** Opens a camera, and says in the app's words why it cannot. */
export type CameraFacing = 'environment' | 'user';
export type CameraTrouble = 'denied' | 'no-camera' | 'lost';

export class CameraError extends Error {
  readonly trouble: CameraTrouble;
  constructor(trouble: CameraTrouble, cause?: unknown) {
    super(`the camera is not to be had: ${trouble}`, { cause });
    this.name = 'CameraError';
    this.trouble = trouble;
  }
}

/** 720p: a code of 57 modules at a third of the picture's height has 4 pixels a module; more pixels cost more time than they find. */
const wanted = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };

const rememberedAs = (facing: CameraFacing) => `kumoh-pay.camera.${facing}`;

/** The camera chosen last on this device; some phones come back from the background with another lens. */
function rememberedCamera(facing: CameraFacing): string | null {
  try {
    return localStorage.getItem(rememberedAs(facing));
  } catch {
    return null;
  }
}

export function rememberCamera(facing: CameraFacing, deviceId: string | null): void {
  try {
    if (deviceId) localStorage.setItem(rememberedAs(facing), deviceId);
    else localStorage.removeItem(rememberedAs(facing));
  } catch {
    // A browser without storage chooses by facing each time.
  }
}

/** Every camera there is; names are in the device's language and only known after the first permission. */
export async function listCameras(): Promise<{ deviceId: string; name: string }[]> {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return devices
    .filter((device) => device.kind === 'videoinput')
    .map(({ deviceId, label }) => ({ deviceId, name: label }));
}

/** @throws CameraError */
export async function openCamera(facing: CameraFacing): Promise<MediaStream> {
  if (!navigator.mediaDevices)
    throw new CameraError('no-camera', new Error('cameras need https or localhost'));
  const deviceId = rememberedCamera(facing);
  if (deviceId) {
    try {
      return await ask({ deviceId: { exact: deviceId } });
    } catch (error) {
      // Unplugged or renamed: the choice is void. Any other trouble would be the same with another camera.
      if (!(error instanceof CameraError) || error.trouble !== 'no-camera') throw error;
      rememberCamera(facing, null);
    }
  }
  const stream = await ask({ facingMode: { ideal: facing } });
  const settings = stream.getVideoTracks()[0]?.getSettings();
  // One that looks the other way was only the best there was: it is not to stay when the right one comes.
  if (settings?.facingMode === undefined || settings.facingMode === facing)
    rememberCamera(facing, settings?.deviceId ?? null);
  return stream;
}

async function ask(which: MediaTrackConstraints): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: false, video: { ...wanted, ...which } });
  } catch (error) {
    throw new CameraError(troubleOf(error), error);
  }
}

function troubleOf(error: unknown): CameraTrouble {
  const name = error instanceof DOMException || error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'no-camera';
  return 'lost';
}

export const stopStream = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};
