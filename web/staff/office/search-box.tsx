import { Input } from 'antd';
import { useEffect, useRef, useState } from 'react';

const quietMs = 300;

/** Looks while one types, a moment after the last letter; the address keeps what was looked for. */
export function SearchBox({ name, value, change }: { name: string; value: string; change: (text: string) => void }) {
  const [typed, setTyped] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <Input
      className="search-box"
      type="search"
      aria-label={name}
      placeholder={name}
      allowClear
      value={typed}
      onChange={({ target }) => {
        setTyped(target.value);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => change(target.value.trim()), quietMs);
      }}
    />
  );
}
