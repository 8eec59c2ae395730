import { useEffect, useState } from 'react';

/** A value once it has rested for so long: what is typed at once is asked for once. */
export function useLater<Value>(value: Value, ms: number): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}
