package spheres.opencl;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An OpenCL device of this machine.
 *
 * @param number its place among the machine's devices, from 0
 * @param name as its driver gives it
 * @param platform the name of the driver's platform
 * @param type what it is
 * @param version of OpenCL
 * @param driver the version of its driver
 * @param memory its memory in bytes
 * @param largestBuffer the most bytes in one piece
 * @param localMemory of a work-group, in bytes
 * @param largestGroup the most work-items in a group
 * @param doublePrecision whether it calculates in double precision, which drawing samples needs
 */
public record Device(
        int number,
        String name,
        String platform,
        Type type,
        String version,
        String driver,
        long memory,
        long largestBuffer,
        long localMemory,
        long largestGroup,
        boolean doublePrecision) {

    /** Kinds of devices. */
    public enum Type {
        GPU,
        CPU,
        OTHER
    }

    /**
     * All devices of this machine, in the order of its platforms.
     *
     * @throws DeviceException where there is no platform
     */
    public static List<Device> all() {
        return Platforms.devices().stream().map(Platforms.Found::device).toList();
    }

    /**
     * The device to train on: without a wish the first of type GPU, and no other; else the one wished for, whatever its
     * type.
     *
     * @param wanted its number, or a part of its name that no other's has, in any case
     * @throws DeviceException where there is none, or not exactly one
     */
    public static Device choose(Optional<String> wanted) {
        return choose(wanted, all());
    }

    static Device choose(Optional<String> wanted, List<Device> devices) {
        if (wanted.isEmpty()) {
            return devices.stream()
                    .filter(device -> device.type == Type.GPU)
                    .findFirst()
                    .orElseThrow(() -> DeviceException.noGpu(devices));
        }
        String wish = wanted.get().toLowerCase(Locale.ROOT);
        List<Device> found = devices.stream()
                .filter(device -> Integer.toString(device.number).equals(wish))
                .toList();
        if (found.isEmpty()) {
            found = devices.stream()
                    .filter(device -> device.name.toLowerCase(Locale.ROOT).contains(wish))
                    .toList();
        }
        if (found.size() != 1) {
            throw DeviceException.unknown(wanted.get(), devices);
        }
        return found.get(0);
    }

    /** Type, name, platform and driver. */
    @Override
    public String toString() {
        return type + " " + name + " (" + platform + ", driver " + driver + ")";
    }
}
