import { idSchema } from '@kumoh-pay/domain';
import type { Locator } from '@playwright/test';
import { ko } from '../../../ui/src/words/ko.ts';
import type { Desk } from './desk.ts';
import type { Shop } from './office.ts';

const { programmes, vendors } = ko.console.screens;

const field = (desk: Desk, label: string): Locator => desk.dialog.getByLabel(label, { exact: true });

/** A shop with a bank account, registered by two. `fee` is in per cent. */
export async function registerShop([first, second]: [Desk, Desk], name: string, fee: string): Promise<Shop> {
  await first.go('vendors');
  await first.device.button(vendors.register).click();
  await field(first, vendors.name).fill(name);
  await field(first, vendors.place).fill('학생회관 1층');
  await field(first, vendors.fee).fill(fee);
  await field(first, vendors.bankCode).fill('004');
  await field(first, vendors.bankAccount).fill('12345678901');
  await field(first, vendors.holder).fill(name);
  await first.device.button(ko.common.next).click();
  await first.propose();
  await second.agree('registerVendor');
  await first.go('vendors');
  const address = await first.page.getByRole('link', { name }).getAttribute('href');
  return { vendor: idSchema.parse(address?.split('/').at(-1)), name };
}

/** A programme that every shop takes and members may send to each other, created by two. */
export async function createProgramme([first, second]: [Desk, Desk], name: string): Promise<void> {
  await first.go('programmes');
  await first.device.button(programmes.create).click();
  await field(first, programmes.name).fill(name);
  await field(first, programmes.funder).fill('coop-2026');
  await field(first, programmes.budget).fill('100000000');
  await first.dialog.getByText(programmes.transferable).click();
  await first.device.button(ko.common.next).click();
  await first.propose();
  await second.agree('createProgramme');
}

/** At the shop's page: the code that a new tablet asks for. */
export async function offerPairing(desk: Desk, shop: Shop, tablet: string): Promise<string> {
  await desk.go('vendors');
  await desk.page.getByRole('link', { name: shop.name }).click();
  await desk.device.button(vendors.pair).click();
  await field(desk, vendors.tillName).fill(tablet);
  await desk.device.button(vendors.makeCode).click();
  await desk.sign();
  return desk.copied(vendors.code);
}
