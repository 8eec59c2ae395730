import { texts } from '../parts/address.ts';

export const roundsSearch = texts('nam', 'trang-thai');
/** `tim`: text of a name; `buoc`: lacks this step; `cho`: whom it waits for. */
export const boardSearch = texts('tim', 'buoc', 'tinh-trang', 'tre', 'cho', 'doan', 'nhom');
/** `tuan`: any day of the week shown. */
export const weekSearch = texts('tuan', 'doan', 'chi');
export const lettersSearch = texts('loai', 'don-vi', 'thu');
/** `xem`: how letters fared; `ngay`: of one day. */
export const foretoldSearch = texts('xem', 'ngay');
export const figuresSearch = texts('bieu');

/** A filter that is chosen, or let go: `''` stands for all. */
export const chosen = (value: string): string | undefined => (value === '' ? undefined : value);
