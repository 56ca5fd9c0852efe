/** The camera's lamp, which few browsers offer and whose types the standard library does not know. */
const capabilitiesOf = (track: MediaStreamTrack): object => track.getCapabilities?.() ?? {};

export function hasTorch(stream: MediaStream | null): boolean {
  const track = stream?.getVideoTracks()[0];
  if (!track) return false;
  const capabilities = capabilitiesOf(track);
  return 'torch' in capabilities && capabilities.torch === true;
}

/** False when the camera has no lamp or refused. */
export async function setTorch(stream: MediaStream | null, on: boolean): Promise<boolean> {
  const track = stream?.getVideoTracks()[0];
  if (!track || !hasTorch(stream)) return false;
  const lamp: MediaTrackConstraintSet & { torch: boolean } = { torch: on };
  try {
    await track.applyConstraints({ advanced: [lamp] });
    return true;
  } catch {
    return false;
  }
}
