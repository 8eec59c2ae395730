import { Input } from 'antd';
import type { GetRef } from 'antd';
import type { ComponentProps } from 'react';
import { useLayoutEffect, useRef } from 'react';

/**
 * A field of several lines, as high as what is written in it. antd's own `autoSize` measures with a hidden field whose
 * style the content policy refuses.
 */
export function GrownText({ rows = 3, ...props }: Omit<ComponentProps<typeof Input.TextArea>, 'autoSize'>) {
  const field = useRef<GetRef<typeof Input.TextArea>>(null);
  useLayoutEffect(() => {
    const area = field.current?.resizableTextArea?.textArea;
    if (!area) return;
    area.style.height = 'auto';
    // its borders are not counted
    area.style.height = `${area.scrollHeight + 2}px`;
  });
  return <Input.TextArea {...props} ref={field} rows={rows} />;
}
