export const WIDE = 1440;
export const LAPTOP = 1280;
export const TABLET = 1024;
export const PHONE = 390;

let width = WIDE;

/** The screen asks once and keeps the answer, so it has to stay true. */
class WidthQuery extends EventTarget implements MediaQueryList {
	onchange = null;

	constructor( readonly media: string ) {
		super();
	}

	get matches(): boolean {
		const [ , bound, limit ] =
			/\((min|max)-width:\s*(\d+)px\)/.exec( this.media ) ?? [];
		return bound === 'min'
			? width >= Number( limit )
			: bound === 'max' && width <= Number( limit );
	}

	addListener() {}
	removeListener() {}
}

/**
 * Makes the window so wide, as far as media queries for the width are asked.
 *
 * @param pixels The width.
 */
export function setWidth( pixels: number ): void {
	width = pixels;
	window.innerWidth = pixels;
	window.matchMedia = ( query ) => new WidthQuery( query );
}
