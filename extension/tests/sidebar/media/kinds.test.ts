import { describe, expect, it } from 'vitest';
import { shareWords, sizeWords } from '../../../src/sidebar/format/bytes';
import { obstacleOf, withAddresses } from '../../../src/sidebar/media/attachment';
import { fileName, rendersAs } from '../../../src/sidebar/media/kinds';
import { attachment } from '../make';

describe('what is rendered', () => {
  it.each([
    ['image/jpeg', 'image'],
    ['Image/PNG; charset=binary', 'image'],
    ['video/mp4', 'video'],
    ['audio/mpeg', 'audio'],
    ['image/svg+xml', null],
    ['text/html', null],
    ['application/pdf', null],
    ['text/vcard', null],
    ['constructor', null],
    ['', null],
  ])('%s as %s', (type, as) => {
    expect(rendersAs(type)).toBe(as);
  });
});

describe('the name on the disk', () => {
  it.each([
    ['kitchen.jpg', 'kitchen.jpg'],
    ['../../etc/passwd', 'etcpasswd'],
    ['C:\\Windows\\a.exe', 'CWindowsa.exe'],
    ['invoice\u202Egpj.exe', 'invoicegpj.exe'],
    ['.bashrc', 'bashrc'],
    ['a\u0000b\n.pdf', 'ab.pdf'],
    ['', 'attachment'],
    ['  ...  ', 'attachment'],
    [`${'x'.repeat(300)}.jpeg`, `${'x'.repeat(115)}.jpeg`],
  ])('of %j is %j', (given, name) => {
    expect(fileName(given)).toBe(name);
  });
});

describe('a size', () => {
  it.each([
    [0, '0 kB'],
    [1, '1 kB'],
    [419_001, '420 kB'],
    [999_000, '999 kB'],
    [1_200_000, '1.2 MB'],
  ])('of %i bytes reads %s', (bytes, words) => {
    expect(sizeWords(bytes, 'en-US')).toBe(words);
  });

  it('and its limit are in one unit', () => {
    expect(shareWords(419_001, 600_000, 'en-US')).toEqual(['420', '600 kB']);
    expect(shareWords(419_001, 5_000_000, 'en-US')).toEqual(['0.5', '5 MB']);
  });
});

describe('attachments', () => {
  const line = { mms: true, media_limit: 600_000 };

  it('fit the line by their sum', () => {
    const half = attachment({ bytes: 300_000 });
    expect(obstacleOf([half, half], line)).toBeNull();
    expect(obstacleOf([half, half, attachment({ bytes: 1 })], line)).toBe('too_large');
    expect(obstacleOf([half], { ...line, mms: false })).toBe('no_mms');
    expect(obstacleOf([], { ...line, mms: false })).toBeNull();
  });

  it('become addresses behind the words', () => {
    const one = attachment({ link: 'https://a.test/1' });
    const two = attachment({ link: 'https://a.test/2' });
    expect(withAddresses('Look: ', [one, two])).toBe('Look:\nhttps://a.test/1\nhttps://a.test/2');
    expect(withAddresses('', [one, attachment({ link: null })])).toBe('https://a.test/1');
  });
});
