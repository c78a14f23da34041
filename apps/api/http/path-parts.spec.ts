import type { PipeTransform } from '@nestjs/common';
import { NUMBER, YEAR } from './path-parts.js';
import { requestValidation } from './validation.js';

/** A part of a path goes through the validation of the whole service first, declared as a number, and then through its own pipe. */
const read = async (pipe: PipeTransform<unknown, number>, text: string): Promise<number> => {
  const metadata = { type: 'param', metatype: Number, data: 'part' } as const;
  return pipe.transform(await requestValidation().transform(text, metadata), metadata);
};

describe('a number in a path', () => {
  it.each([
    [YEAR, '2024', 2024],
    [NUMBER, '1', 1],
    [NUMBER, '999999', 999_999],
  ])('is read as it is written', async (pipe, text, number) => {
    await expect(read(pipe, text)).resolves.toBe(number);
  });

  it.each([
    [YEAR, '2024.0'],
    [YEAR, '2.024e3'],
    [YEAR, '+2024'],
    [YEAR, '0x7E8'],
    [YEAR, '1999'],
    [NUMBER, '1.0'],
    [NUMBER, '01'],
    [NUMBER, '0'],
    [NUMBER, ' 1'],
  ])('has one way to be written', async (pipe, text) => {
    await expect(read(pipe, text)).rejects.toMatchObject({ refusal: { code: 'path.not-found' } });
  });
});
