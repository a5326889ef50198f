/** Training steps on an OpenCL device, a GPU above all. Nothing here is loaded before a device is asked for. */
@NullMarked
package spheres.opencl;

import org.jspecify.annotations.NullMarked;
