import { afterEach, describe, expect, it } from 'vitest';
import { lightness, pageScheme } from '../../src/page/theme';

afterEach(() => {
  document.body.removeAttribute('style');
  document.documentElement.removeAttribute('style');
});

describe('the scheme of a page', () => {
  it('is that of the first background that is painted', () => {
    document.documentElement.style.backgroundColor = 'rgb(255, 255, 255)';
    document.body.style.backgroundColor = 'rgb(20, 24, 31)';
    expect(pageScheme(document)).toBe('dark');
    document.body.style.backgroundColor = 'rgba(0, 0, 0, 0)';
    expect(pageScheme(document)).toBe('light');
  });

  it('counts green more than blue, and what is transparent not at all', () => {
    expect(lightness('rgb(0, 255, 0)')).toBeGreaterThan(lightness('rgb(0, 0, 255)') ?? 0);
    expect(lightness('rgba(0, 0, 0, 0)')).toBeNull();
  });
});
