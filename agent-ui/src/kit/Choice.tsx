// A Select whose list of options is named by the same label as the field: antd leaves it without a name.
import { Select, type SelectProps } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { TabMovesOn } from './TabMovesOn.tsx'

export function Choice<V extends string | null | undefined>({ id, ...props }: SelectProps<V> & { id: string }) {
  return (
    <TabMovesOn>
      <Select<V> {...props} id={id} popupRender={(list) => <NamedList id={id}>{list}</NamedList>} />
    </TabMovesOn>
  )
}

function NamedList({ id, children }: { id: string; children: ReactNode }) {
  useEffect(() => {
    document.getElementById(`${id}_list`)?.setAttribute('aria-labelledby', `${id}-label`)
  })
  return children
}
