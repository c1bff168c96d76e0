// Hours as one types them: `07:30-11:30, 13:30-17:30`. Pure.

export interface Frame {
  open: number
  close: number
}

const minuteText = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

export const framesText = (frames: readonly Frame[]): string => frames.map(({ open, close }) => `${minuteText(open)}-${minuteText(close)}`).join(', ')

/** The frames of a text; none for an empty one, null when it is not understood. */
export function readFrames(text: string): Frame[] | null {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter(Boolean)
  const frames = parts.map((part) => {
    const [, oh, om, ch, cm] = /^(\d{1,2})[:h](\d{2})\s*[-–]\s*(\d{1,2})[:h](\d{2})$/.exec(part) ?? []
    if (oh === undefined) return null
    const [open, close] = [Number(oh) * 60 + Number(om), Number(ch) * 60 + Number(cm)]
    return open < close && close <= 1440 && Number(om) < 60 && Number(cm) < 60 ? { open, close } : null
  })
  return frames.every((frame) => frame !== null) ? (frames as Frame[]) : null
}
