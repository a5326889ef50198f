package spheres.opencl;

/**
 * The work of a kernel by the device's own clock.
 *
 * @param name the kernel's, with the number of its layer where it has one
 * @param launches how often it ran
 * @param nanoseconds in all
 * @param operations floating-point operations of its matrix product, in all; 0 where it has none
 * @param bytes the least that it must read and write, in all
 */
public record KernelTime(String name, long launches, long nanoseconds, long operations, long bytes) {

    /** Microseconds of one launch. */
    public double microseconds() {
        return launches == 0 ? 0 : nanoseconds / 1e3 / launches;
    }

    /** Billions of operations a second. */
    public double gigaflops() {
        return nanoseconds == 0 ? 0 : (double) operations / nanoseconds;
    }

    /** Billions of bytes a second. */
    public double gigabytes() {
        return nanoseconds == 0 ? 0 : (double) bytes / nanoseconds;
    }
}
