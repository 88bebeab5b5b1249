/** Drawings on a grid of 20, in the colour of the text around them. Always beside words or a name. */

const PATHS = {
  mark: 'M4 4.5h12a1.5 1.5 0 0 1 1.5 1.5v6a1.5 1.5 0 0 1-1.5 1.5h-5l-3.6 3v-3H4A1.5 1.5 0 0 1 2.5 12V6A1.5 1.5 0 0 1 4 4.5zM13.5 4.5v9',
  hide: 'm8 5.5 4.5 4.5L8 14.5M15.5 4.5v11',
  panel: 'M4 4h12a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zM12 4v12',
  settings:
    'M3.5 6.5H11M15 6.5h1.5M3.5 13.5H5M9 13.5h7.5M13 4.5a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM7 11.5a2 2 0 1 1 0 4 2 2 0 0 1 0-4z',
  keys: 'M3.5 5.5h13a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1zM5.5 8.5h.01M8.5 8.5h.01M11.500 8.5h.01M14.500 8.5h.01M6.500 11.500h7',
  slash: 'M6 3h8a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3V6a3 3 0 0 1 3-3zM8.5 13.5l3-7',
  note: 'M4.500 3.500h11a1 1 0 0 1 1 1v7.500l-4.500 4.500h-7.500a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1zM16.500 12h-3.500a1 1 0 0 0-1 1v3.500M6.500 7.500h7M6.500 10.500h4',
  later: 'M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM10 6.500V10l2.500 2',
  down: 'm5.500 8 4.500 4.500L14.500 8',
  back: 'M16 10H4.500M9 5.500 4.500 10 9 14.500',
  close: 'm5.500 5.500 9 9M14.500 5.500l-9 9',
  offline:
    'M3 3l14 14M5.200 9.200a7 7 0 0 1 2.300-1.500M2.800 6.800a10.500 10.500 0 0 1 2.500-1.700M10 6.500c2.700 0 4.300 1.300 5 2M8.500 4.100A10.500 10.500 0 0 1 17.200 6.800M7.700 11.800a3.500 3.500 0 0 1 3.500-.6M10 15h.01',
  search: 'M9 3.500a5.500 5.500 0 1 1 0 11 5.500 5.500 0 0 1 0-11zM13 13l3.800 3.800',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      aria-hidden="true"
      focusable="false"
    >
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
