import type { LookupAddress } from 'node:dns'
import { describe, expect, it } from 'vitest'
import { BlockedAddressError, createGuard, type Resolve } from './guard.ts'

const closed = createGuard([])

const FORBIDDEN = [
  // RFC 6890 and its successors, first and last address of each range where that matters.
  ['0.0.0.0', 'this network'],
  ['0.255.255.255', 'this network'],
  ['10.0.0.0', 'private'],
  ['10.255.255.255', 'private'],
  ['100.64.0.0', 'carrier-grade NAT'],
  ['100.127.255.255', 'carrier-grade NAT'],
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['168.63.129.16', 'host service of a cloud'],
  ['169.254.169.254', 'link-local: cloud metadata'],
  ['172.16.0.0', 'private'],
  ['172.31.255.255', 'private'],
  ['192.0.0.1', 'IETF protocol assignments'],
  ['192.0.2.1', 'documentation'],
  ['192.31.196.1', 'AS112'],
  ['192.52.193.1', 'AMT'],
  ['192.88.99.1', '6to4 relay'],
  ['192.168.0.0', 'private'],
  ['192.168.255.255', 'private'],
  ['192.175.48.1', 'AS112'],
  ['198.18.0.1', 'benchmarking'],
  ['198.19.255.255', 'benchmarking'],
  ['198.51.100.1', 'documentation'],
  ['203.0.113.1', 'documentation'],
  ['224.0.0.1', 'multicast'],
  ['239.255.255.255', 'multicast'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'broadcast'],
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['::7f00:1', 'IPv4-compatible'],
  ['::8.8.8.8', 'IPv4-compatible, public'],
  ['::ffff:127.0.0.1', 'IPv4-mapped'],
  ['::ffff:7f00:1', 'IPv4-mapped'],
  ['::ffff:8.8.8.8', 'IPv4-mapped, public'],
  ['::ffff:0:127.0.0.1', 'IPv4-translated'],
  ['64:ff9b::10.0.0.1', 'NAT64'],
  ['64:ff9b::8.8.8.8', 'NAT64, public'],
  ['64:ff9b:1::10.0.0.1', 'local NAT64'],
  ['100::1', 'discard'],
  ['100:0:0:1::1', 'dummy prefix'],
  ['2001::1', 'Teredo'],
  ['2001:2::1', 'benchmarking'],
  ['2001:3::1', 'AMT'],
  ['2001:4:112::1', 'AS112'],
  ['2001:10::1', 'ORCHID'],
  ['2001:20::1', 'ORCHIDv2'],
  ['2001:30::1', 'drone remote id'],
  ['2001:db8::1', 'documentation'],
  ['2002:7f00:1::', '6to4'],
  ['2002:0808:0808::1', '6to4, public'],
  ['2620:4f:8000::1', 'AS112'],
  ['3fff::1', 'documentation'],
  ['4000::1', 'not allocated'],
  ['5f00::1', 'segment routing'],
  ['fc00::1', 'unique local'],
  ['fd00:ec2::254', 'unique local: cloud metadata'],
  ['fe80::1', 'link-local'],
  ['fe80::1%eth0', 'link-local with a zone'],
  ['fec0::1', 'site-local'],
  ['ff02::1', 'multicast'],
] as const

const PUBLIC = ['1.1.1.1', '8.8.8.8', '100.63.255.255', '100.128.0.0', '172.15.255.255', '172.32.0.0', '192.167.0.1']
const PUBLIC_V6 = ['2606:4700:4700::1111', '2a00:1450:4001::1', '2001:4860:4860::8888', '2003::1', '2400:cb00::1']

describe('addresses', () => {
  it.each(FORBIDDEN)('forbids %s (%s)', (ip) => expect(closed.isAllowed(ip)).toBe(false))
  it.each([...PUBLIC, ...PUBLIC_V6])('allows %s', (ip) => expect(closed.isAllowed(ip)).toBe(true))
  it.each(['', 'localhost', '8.8.8', '0x8.8.8.8', '010.8.8.8', '8.8.8.8 ', '134744072', '[::1]', '1.1.1.1/32'])(
    'takes "%s" for no address',
    (ip) => expect(closed.isAllowed(ip)).toBe(false),
  )
})

describe('opened ranges', () => {
  it('opens what lies in an IPv4 range and nothing beside it', () => {
    const guard = createGuard(['10.1.0.0/16'])
    expect(guard.isAllowed('10.1.255.255')).toBe(true)
    expect(guard.isAllowed('10.2.0.0')).toBe(false)
  })

  it('opens an IPv6 range', () => {
    const guard = createGuard(['fd00::/8'])
    expect(guard.isAllowed('fd12::1')).toBe(true)
    expect(guard.isAllowed('fc00::1')).toBe(false)
  })

  it('opens a single address', () => {
    const guard = createGuard(['192.168.1.5', '::1'])
    expect(guard.isAllowed('192.168.1.5')).toBe(true)
    expect(guard.isAllowed('192.168.1.6')).toBe(false)
    expect(guard.isAllowed('::1')).toBe(true)
    expect(guard.isAllowed('::2')).toBe(false)
  })

  it('opens the mapped and NAT64 forms of an IPv4 range, which reach the same host, but not 6to4', () => {
    const guard = createGuard(['10.0.0.0/8'])
    expect(guard.isAllowed('::ffff:10.0.0.1')).toBe(true)
    expect(guard.isAllowed('64:ff9b::10.0.0.1')).toBe(true)
    expect(guard.isAllowed('::ffff:127.0.0.1')).toBe(false)
    expect(guard.isAllowed('2002:a00:1::')).toBe(false)
    expect(guard.isAllowed('::10.0.0.1')).toBe(false)
  })

  it('opens an embedded form by its IPv6 range alone, without opening the IPv4 address', () => {
    const guard = createGuard(['::ffff:10.0.0.0/104'])
    expect(guard.isAllowed('::ffff:10.9.9.9')).toBe(true)
    expect(guard.isAllowed('10.9.9.9')).toBe(false)
  })

  it.each([
    '10.0.0.0/33',
    '10.0.0/8',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    'fd00::/129',
    'fe80::1%eth0/64',
    'ten',
    '/8',
    '10.0.0.0/-1',
  ])('refuses "%s" by name', (text) => expect(() => createGuard(['10.0.0.0/8', text])).toThrow(`"${text}"`))
})

describe('URLs', () => {
  it.each([
    ['ftp://example.com/', 'only http and https'],
    ['file:///etc/passwd', 'only http and https'],
    ['javascript:alert(1)', 'only http and https'],
    ['example.com/hook', 'not a URL'],
    ['http://', 'not a URL'],
    ['http://[fe80::1%25eth0]/', 'not a URL'],
    ['http://user@example.com/', 'user name or password'],
    ['http://:secret@example.com/', 'user name or password'],
    ['http://127.0.0.1/', '127.0.0.1 is private'],
    ['http://127.0.0.1./', '127.0.0.1 is private'],
    ['http://127.1/', '127.0.0.1 is private'],
    ['http://2130706433/', '127.0.0.1 is private'],
    ['http://0x7f000001/', '127.0.0.1 is private'],
    ['http://0x7f.0.0.1/', '127.0.0.1 is private'],
    ['http://017700000001/', '127.0.0.1 is private'],
    ['http://0177.0.0.01/', '127.0.0.1 is private'],
    ['http://１２７.０.０.１/', '127.0.0.1 is private'],
    ['http://0/', '0.0.0.0 is private'],
    ['http://169.254.169.254/latest/meta-data', '169.254.169.254 is private'],
    ['http://[::1]:8080/', '::1 is private'],
    ['http://[::ffff:127.0.0.1]/', '::ffff:7f00:1 is private'],
    ['http://[0:0:0:0:0:0:0:1]/', '::1 is private'],
    ['https://localhost/', 'localhost is a loopback'],
    ['https://LOCALHOST./', 'localhost is a loopback'],
    ['https://app.localhost:3000/', 'app.localhost is a loopback'],
    ['http://./', 'names no host'],
  ])('refuses %s', (url, reason) => expect(closed.checkUrl(url)).toContain(reason))

  it.each([
    'https://example.com/hook?x=1',
    'http://example.com.:8080/',
    'http://8.8.8.8/',
    'https://[2606:4700::1111]/',
  ])('takes %s', (url) => expect(closed.checkUrl(url)).toBeUndefined())

  it('takes localhost where the loopback range is open', () => {
    const guard = createGuard(['127.0.0.0/8'])
    expect(guard.checkUrl('http://localhost:3000/')).toBeUndefined()
    expect(guard.checkUrl('http://2130706433/')).toBeUndefined()
    expect(guard.checkUrl('http://[::1]/')).toContain('::1')
  })
})

describe('lookup', () => {
  const v4 = (address: string): LookupAddress => ({ address, family: 4 })
  const answering =
    (...addresses: LookupAddress[]): Resolve =>
    (_hostname, _options, callback) =>
      setImmediate(callback, null, addresses)
  const ask = (guard: ReturnType<typeof createGuard>, options: { all?: boolean; family?: number } = { all: true }) =>
    new Promise<unknown>((resolve) => guard.lookup('app.test', options, (error, address) => resolve(error ?? address)))

  it('gives only the allowed ones of a mixed answer', async () => {
    const guard = createGuard([], answering(v4('127.0.0.1'), v4('8.8.8.8'), { address: '::1', family: 6 }))
    expect(await ask(guard)).toEqual([v4('8.8.8.8')])
    expect(await ask(guard, {})).toBe('8.8.8.8')
  })

  it('fails, naming the addresses, when none is allowed', async () => {
    const guard = createGuard([], answering(v4('10.0.0.1'), { address: '::ffff:127.0.0.1', family: 6 }))
    const error = await ask(guard)
    expect(error).toBeInstanceOf(BlockedAddressError)
    expect(String(error)).toContain('app.test resolves to 10.0.0.1, ::ffff:127.0.0.1')
  })

  it('keeps to the family asked for', async () => {
    const guard = createGuard([], answering(v4('8.8.8.8'), { address: '2606:4700::1111', family: 6 }))
    expect(await ask(guard, { all: true, family: 6 })).toEqual([{ address: '2606:4700::1111', family: 6 }])
  })

  it('reports a name without addresses as a DNS error', async () => {
    expect(await ask(createGuard([], answering()))).toMatchObject({ code: 'ENOTFOUND' })
  })

  it('asks once for callers that come while the answer is awaited', async () => {
    let asked = 0
    const guard = createGuard([], (hostname, options, callback) => {
      asked++
      answering(v4('8.8.8.8'))(hostname, options, callback)
    })
    expect(await Promise.all([ask(guard), ask(guard), ask(guard)])).toHaveLength(3)
    expect(asked).toBe(1)
    await ask(guard)
    expect(asked).toBe(2)
  })
})

it('drops a connected socket whose other end is not allowed, or gone', () => {
  expect(closed.checkSocket({ remoteAddress: '8.8.8.8' })).toBeUndefined()
  expect(closed.checkSocket({ remoteAddress: '::ffff:127.0.0.1' })).toBeInstanceOf(BlockedAddressError)
  expect(closed.checkSocket({ remoteAddress: undefined })).toMatchObject({ code: 'ECONNRESET' })
})
