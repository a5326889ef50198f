/** The claims of the paper, a package a section and a test a claim. */
@NullMarked
package spheres.claims;

import org.jspecify.annotations.NullMarked;
