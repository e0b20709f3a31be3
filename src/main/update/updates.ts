import type { UpdateView } from '#shared/update/update.ts';
import { createArrival } from './arrival.ts';
import type { Arrival, ArrivalOptions } from './arrival.ts';
import { createCourse } from './course.ts';
import type { CourseOptions } from './course.ts';
import { createSearch } from './search.ts';
import type { Search, SearchOptions } from './search.ts';

/** Newer versions: found, told, and where it can be done, brought. Nothing is asked of anybody before consent. */
export interface Updates extends Search, Arrival {
  readonly view: () => UpdateView;
}

export type UpdatesOptions = CourseOptions &
  Omit<SearchOptions, 'course'> &
  Omit<ArrivalOptions, 'course'>;

export function createUpdates(options: UpdatesOptions): Updates {
  const course = createCourse(options);
  return {
    view: course.view,
    ...createSearch({ ...options, course }),
    ...createArrival({ ...options, course }),
  };
}
