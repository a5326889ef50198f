/** Where a network puts its boundary: slices through the spheres by a plane, and profiles along rays. */
@NullMarked
package spheres.boundary;

import org.jspecify.annotations.NullMarked;
