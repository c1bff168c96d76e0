// The manager interface's text: "Name: value" lines, an empty line after each packet, one greeting line at first.

/** The whole packets in `text`, and what may be the beginning of the next one. A name told twice keeps its last value. */
export function parsePackets(text: string): { packets: Record<string, string>[]; rest: string } {
  const parts = text.split(/\r\n\r\n/)
  const rest = parts.pop() ?? ''
  const packets = parts.map((part) => {
    const packet: Record<string, string> = {}
    for (const line of part.split('\r\n')) {
      const cut = line.indexOf(':')
      // The greeting ("Asterisk Call Manager/11.0.0") is no field.
      if (cut > 0) packet[line.slice(0, cut)] = line.slice(cut + 1).trimStart()
    }
    return packet
  })
  return { packets, rest }
}
