// A Select whose list of options is named by the same label as the field: antd leaves it without a name.
import { Select, type SelectProps } from 'antd'
import { type ReactNode, useEffect } from 'react'

export function Choice<V extends string | null | undefined>({ id, ...props }: SelectProps<V> & { id: string }) {
  return <Select<V> {...props} id={id} popupRender={(list) => <NamedList id={id}>{list}</NamedList>} />
}

function NamedList({ id, children }: { id: string; children: ReactNode }) {
  useEffect(() => {
    document.getElementById(`${id}_list`)?.setAttribute('aria-labelledby', `${id}-label`)
  })
  return children
}
