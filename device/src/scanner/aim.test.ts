import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aimPixels, middleSquare } from './aim.ts';

test('without an aim box the middle square of the picture is looked at', () => {
  expect(aimPixels(middleSquare(1280, 720), 1280, 720)).toEqual({ x: 280, y: 0, width: 720, height: 720 });
  expect(aimPixels(middleSquare(480, 640), 480, 640)).toEqual({ x: 0, y: 80, width: 480, height: 480 });
});

test('whatever box an app asks for, it lies inside the picture and has an area', () => {
  const side = fc.integer({ min: 1, max: 4_000 });
  const part = fc.double({ min: -2, max: 3, noNaN: true });
  fc.assert(
    fc.property(
      side,
      side,
      fc.record({ x: part, y: part, width: part, height: part }),
      (width, height, aim) => {
        const box = aimPixels(aim, width, height);
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.y).toBeGreaterThanOrEqual(0);
        expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(1);
        expect(box.x + box.width).toBeLessThanOrEqual(width);
        expect(box.y + box.height).toBeLessThanOrEqual(height);
      },
    ),
  );
});
