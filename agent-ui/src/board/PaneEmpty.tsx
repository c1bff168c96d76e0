/** One bold sentence, and what will appear here. */
export function PaneEmpty({ title, text }: { title: string; text: string }) {
  return (
    <div className="empty">
      <b>{title}</b>
      <p>{text}</p>
    </div>
  )
}
