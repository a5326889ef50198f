/** Geometry and sampling: the concentric spheres, points addressed by index, projection. */
@NullMarked
package spheres.sphere;

import org.jspecify.annotations.NullMarked;
