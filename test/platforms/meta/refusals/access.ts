import type { Case, Parts } from './cases.ts'

/** Who may ask, and for what. */
export const accessCases = ({ ids, seeds, text, issued }: Parts): Case[] => [
  ['no token', 'instagram', { path: '/17841400000000001', method: 'GET', headers: { authorization: '' } }, '104'],
  [
    'a token that was never given out',
    'instagram',
    { headers: { authorization: 'Bearer IGAAnonsense' }, path: '/me', method: 'GET' },
    '190',
  ],
  ["another login's token", 'instagram', { token: seeds.facebook.token }, '190'],
  ['an unknown version', 'facebook', { path: '/../v99.0/me', method: 'GET' }, '2500'],
  ['an unknown edge', 'instagram', { path: `/${ids.ig}/massages` }, '2500'],
  ['an unknown object', 'facebook', { path: '/4711/messages' }, '100/33'],
  ['a wrong method', 'facebook', { method: 'DELETE', path: `/${ids.page}` }, '100/33'],
  ['a foreign page', 'facebook', { ...text('facebook', { text: 'x' }), token: issued('page', '99') }, '10'],
  [
    'a user token for a page',
    'facebook',
    { ...text('facebook', { text: 'x' }), token: seeds.userToken },
    '190',
    /Page Access Token/,
  ],
  [
    'a permission that was not granted',
    'instagram',
    {
      ...text('instagram', { text: 'x' }),
      token: issued('instagram-long', ids.ig, ['instagram_business_basic']),
    },
    '10',
  ],
  [
    'no appsecret_proof',
    'facebook',
    { ...text('facebook', { text: 'x' }), proof: null },
    '100',
    /require an appsecret_proof/,
  ],
  [
    'a wrong appsecret_proof',
    'instagram',
    { ...text('instagram', { text: 'x' }), proof: 'ab'.repeat(32) },
    '100',
    /Invalid appsecret_proof/,
  ],
]
