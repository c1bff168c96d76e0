// Which microphone and headset this machine uses, remembered on this machine only.
const storageKey = 'gl.devices'

export interface Devices {
  input: string | null
  output: string | null
}

export function readDevices(): Devices {
  try {
    const stored = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Partial<Devices>
    return { input: stored.input ?? null, output: stored.output ?? null }
  } catch {
    return { input: null, output: null }
  }
}

export function writeDevices(devices: Devices): void {
  localStorage.setItem(storageKey, JSON.stringify(devices))
}

/** `ideal`, not `exact`: a headset that was pulled out must not make the answer fail. */
export function audioConstraints(input = readDevices().input): MediaTrackConstraints {
  return { echoCancellation: true, noiseSuppression: true, autoGainControl: true, ...(input ? { deviceId: { ideal: input } } : {}) }
}
