import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { record } from '../../src/platforms/json.ts'
import { createAsker } from './ask.ts'
import { DAY } from './clock.ts'
import { records } from './exchange.ts'
import { startPlatforms } from './index.ts'
import { createParts } from './meta/refusals/cases.ts'

const platforms = await startPlatforms()
const ask = createAsker(platforms)
const { ids, paths, text, seeds, person } = createParts(platforms)

afterEach(() => expect(platforms.faults.splice(0)).toEqual([]))
afterAll(() => platforms.stop())

const textOf = async (family: 'instagram' | 'facebook', message: object, more: object = {}) =>
  ask[family]({ method: 'POST', path: paths[family], ...text(family, message, more) })

describe.each(['instagram', 'facebook'] as const)('%s', (family) => {
  platforms.happen(family, 'message', { text: 'Do you have it in red?' })
  const picture = { type: 'image', payload: { url: 'https://example.com/a.jpg' } }
  const buttons = [
    { type: 'web_url', url: 'https://example.com/', title: 'Look' },
    { type: 'postback', title: 'Buy', payload: 'BUY' },
  ]

  it.each([
    ['text', { text: 'Yes.' }],
    ['a picture', { attachment: picture }],
    ['quick replies', { text: 'Which?', quick_replies: [{ content_type: 'text', title: 'Red', payload: 'RED' }] }],
    ['buttons', { attachment: { type: 'template', payload: { template_type: 'button', text: 'It?', buttons } } }],
    [
      'a carousel',
      {
        attachment: {
          type: 'template',
          payload: {
            template_type: 'generic',
            elements: [{ title: 'It', subtitle: 'Red', image_url: 'https://example.com/a.jpg', buttons }],
          },
        },
      },
    ],
  ])('sends %s', async (_name, message) => {
    const reply = await textOf(family, message)
    expect(reply.body).toEqual({ recipient_id: person(family).id, message_id: expect.any(String) })
  })

  it('takes actions and reactions', async () => {
    const { message_id: messageId } = (await textOf(family, { text: 'Wait' })).body
    const act = (body: object) =>
      ask[family]({ method: 'POST', path: paths[family], body: { recipient: person(family), ...body } })
    for (const action of ['mark_seen', 'typing_on', 'typing_off'])
      expect((await act({ sender_action: action })).status).toBe(200)
    const reaction = { sender_action: 'react', payload: { message_id: messageId, reaction: 'love' } }
    expect((await act(reaction)).body).toEqual({ recipient_id: person(family).id })
  })

  it('lists conversations with their messages, newest first', async () => {
    await textOf(family, { text: 'The newest' })
    const list = await ask[family]({
      path: '/me/conversations',
      query: {
        platform: family === 'instagram' ? 'instagram' : 'messenger',
        fields: 'participants,messages.limit(2){id,message,from}',
      },
    })
    const [conversation] = records(list.body.data)
    const messages = records(record(conversation?.messages)?.data)
    expect(messages).toHaveLength(2)
    expect(messages[0]).toMatchObject({
      message: 'The newest',
      from: { id: family === 'instagram' ? ids.ig : ids.page },
    })
    expect(record(conversation?.participants)).toMatchObject({
      data: [{ id: expect.any(String) }, { id: person(family).id }],
    })
  })

  it('reads the profile of a person, unless the person did not agree', async () => {
    const read = () => ask[family]({ path: `/${person(family).id}`, query: { fields: 'name,profile_pic' } })
    expect((await read()).body).toMatchObject({ name: seeds[family].person.name })
    const known = platforms.state.people.get(person(family).id)
    if (known) known.consented = false
    expect((await read()).error).toBe(family === 'instagram' ? '230' : '100/33')
    if (known) known.consented = true
  })

  it('answers, hides and deletes comments, and answers one in private once', async () => {
    const id = platforms.comment(family, 'How much is it?')
    const [replies, hide] = family === 'instagram' ? ['replies', 'hide'] : ['comments', 'is_hidden']
    const answer = await ask[family]({ method: 'POST', path: `/${id}/${replies}`, query: { message: 'Ten.' } })
    const read = await ask[family]({ path: `/${answer.body.id}`, query: { fields: 'id,from' } })
    expect(read.body.from).toMatchObject({ id: family === 'instagram' ? ids.ig : ids.page })
    expect((await ask[family]({ method: 'POST', path: `/${id}`, query: { [hide]: 'true' } })).body).toEqual({
      success: true,
    })
    expect(platforms.state.comments.get(id)?.hidden).toBe(true)
    const privately = () =>
      ask[family]({
        method: 'POST',
        path: paths[family],
        body: { recipient: { comment_id: id }, message: { text: 'Here.' } },
      })
    expect([(await privately()).status, (await privately()).error]).toEqual([200, '100/2018065'])
    expect((await ask[family]({ method: 'DELETE', path: `/${id}` })).body).toEqual({ success: true })
    expect((await ask[family]({ path: `/${id}` })).error).toBe('100/33')
  })

  it('subscribes an app, shows it, and lets it go', async () => {
    const at = (method: 'GET' | 'POST' | 'DELETE', query = {}) =>
      ask[family]({ method, path: `/${family === 'instagram' ? ids.ig : ids.page}/subscribed_apps`, query })
    expect((await at('POST', { subscribed_fields: 'messages,message_echoes' })).body).toEqual({ success: true })
    expect(records((await at('GET')).body.data)[0]).toMatchObject({ subscribed_fields: ['messages', 'message_echoes'] })
    await at('DELETE')
    expect((await at('GET')).body.data).toEqual([])
  })
})

it('shows only the newest twenty messages of a conversation', async () => {
  platforms.clock.advance(DAY)
  const first = platforms.happen('instagram', 'message', { text: 'The first' })
  for (let n = 0; n < 20; n++) platforms.happen('instagram', 'message', { text: `Message ${n}` })
  const mid = [...platforms.state.messages.values()].find(({ text }) => text === 'The first')?.id
  expect(first).toBeDefined()
  expect((await ask.instagram({ path: `/${mid}`, query: { fields: 'message' } })).body.message).toBe('')
})

it('has checked every operation that was used, by the official document where it is here', () => {
  const used = platforms.coverage.list()
  const official = used.filter(({ document }) => document !== undefined)
  console.log(
    `Graph API: ${used.length} operations used, all checked by own schemas; ${official.length} are in the official document, ${official.filter(({ official, calls }) => official === calls).length} checked by it in each call`,
  )
  expect(platforms.coverage.complete()).toBe(true)
})
