/** The search for any error of a sphere, and its reach: how rare planted errors may be and still be found. */
@NullMarked
package spheres.search;

import org.jspecify.annotations.NullMarked;
