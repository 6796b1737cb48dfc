import { DAY } from './clock.ts'
import type { Person, Post } from './state.ts'
import { ensurePerson, type World } from './world.ts'

const picture = (name: string) => `https://pictures.example.com/${name}.jpg`

export const newAccount = (id: string, username: string, name: string) => ({
  id,
  username,
  name,
  pictureUrl: picture(username),
  subscriptions: new Map<string, Set<string>>(),
})

export function customer(
  world: World,
  platform: Person['platform'],
  id: string,
  username: string,
  name: string,
): Person {
  const person: Person = { ...ensurePerson(world.state, platform, id), username, name, pictureUrl: picture(username) }
  world.state.people.set(id, person)
  return person
}

export const addPost = ({ state, clock }: World, post: Omit<Post, 'at'>) =>
  void state.posts.set(post.id, { ...post, at: clock.now() - 2 * DAY })
