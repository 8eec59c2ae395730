/** What the list of visits is asked by. */
export interface OwnVisitsSearch {
  xem?: 'da-xong' | 'don-vi';
  tim?: string;
}

export const ownVisitsSearch = ({ xem, tim }: Record<string, unknown>): OwnVisitsSearch => ({
  ...(xem === 'da-xong' || xem === 'don-vi' ? { xem } : {}),
  ...(typeof tim === 'string' && tim !== '' ? { tim } : {}),
});

/** What lies open in an inspection's room: a note, the minutes of a visit. */
export interface RoomSearch {
  mo?: string;
  buoi?: number;
}

export const roomSearch = ({ mo, buoi }: Record<string, unknown>): RoomSearch => ({
  ...(typeof mo === 'string' && mo !== '' ? { mo } : {}),
  ...(typeof buoi === 'number' ? { buoi } : {}),
});
