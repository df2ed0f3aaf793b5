package calls

import "time"

// reservation is one of the answer of DescribeInstances, read by hand.
type reservation struct {
	ReservationID, OwnerID, RequesterID string
	Groups                              []group
	Instances                           []instance
}

// instance is an instance with those members that the answer has.
type instance struct {
	InstanceID, ImageID, KeyName, InstanceType string
	PrivateDNSName, PublicDNSName, PrivateIP   string
	StateName, Monitoring                      string
	AvailabilityZone, Tenancy                  string
	SubnetID, VPCID                            string
	StateCode, AMILaunchIndex                  int64
	LaunchTime                                 time.Time
	SecurityGroups                             []group
	Tags                                       []tag
}

// group is a security group.
type group struct{ GroupID, GroupName string }

// tag is a key with its value.
type tag struct{ Key, Value string }

// item is what the elements of EC2's lists are called.
const item = "item"

// readReservations reads an answer, of which the reservations keep parts, and the
// token of the next page.
func readReservations(body string) (all []reservation, next string, err error) {
	m := markup{text: body}
	const self = "DescribeInstancesResponse"
	if !m.root(self) {
		return nil, "", m.err
	}
	for name, ok := m.open(self); ok; name, ok = m.open(self) {
		switch name {
		case "reservationSet":
			for m.item(name) {
				all = append(all, reservation{})
				all[len(all)-1].read(&m)
			}
		case "nextToken":
			next = m.string(name)
		default:
			m.skip(name)
		}
	}
	return all, next, m.end()
}

// item opens the next element of the list that is open.
func (m *markup) item(list string) bool {
	for name, ok := m.open(list); ok; name, ok = m.open(list) {
		if name == item {
			return true
		}
		m.skip(name)
	}
	return false
}

func (r *reservation) read(m *markup) {
	for name, ok := m.open(item); ok; name, ok = m.open(item) {
		switch name {
		case "reservationId":
			r.ReservationID = m.string(name)
		case "ownerId":
			r.OwnerID = m.string(name)
		case "requesterId":
			r.RequesterID = m.string(name)
		case "groupSet":
			r.Groups = readGroups(m, name)
		case "instancesSet":
			for m.item(name) {
				r.Instances = append(r.Instances, instance{})
				r.Instances[len(r.Instances)-1].read(m)
			}
		default:
			m.skip(name)
		}
	}
}

func (i *instance) read(m *markup) {
	for name, ok := m.open(item); ok; name, ok = m.open(item) {
		switch name {
		case "instanceId":
			i.InstanceID = m.string(name)
		case "imageId":
			i.ImageID = m.string(name)
		case "instanceState":
			i.readState(m, name)
		case "privateDnsName":
			i.PrivateDNSName = m.string(name)
		case "dnsName":
			i.PublicDNSName = m.string(name)
		case "keyName":
			i.KeyName = m.string(name)
		case "amiLaunchIndex":
			i.AMILaunchIndex = m.int(name)
		case "instanceType":
			i.InstanceType = m.string(name)
		case "launchTime":
			i.LaunchTime = m.time(name)
		case "placement":
			readPair(m, name, "availabilityZone", "tenancy", &i.AvailabilityZone, &i.Tenancy)
		case "monitoring":
			readPair(m, name, "state", "", &i.Monitoring, nil)
		case "subnetId":
			i.SubnetID = m.string(name)
		case "vpcId":
			i.VPCID = m.string(name)
		case "privateIpAddress":
			i.PrivateIP = m.string(name)
		case "groupSet":
			i.SecurityGroups = readGroups(m, name)
		case "tagSet":
			for m.item(name) {
				i.Tags = append(i.Tags, tag{})
				t := &i.Tags[len(i.Tags)-1]
				readPair(m, item, "key", "value", &t.Key, &t.Value)
			}
		default:
			m.skip(name)
		}
	}
}

func (i *instance) readState(m *markup, self string) {
	for name, ok := m.open(self); ok; name, ok = m.open(self) {
		switch name {
		case "code":
			i.StateCode = m.int(name)
		case "name":
			i.StateName = m.string(name)
		default:
			m.skip(name)
		}
	}
}

func readGroups(m *markup, self string) (all []group) {
	for m.item(self) {
		all = append(all, group{})
		g := &all[len(all)-1]
		readPair(m, item, "groupId", "groupName", &g.GroupID, &g.GroupName)
	}
	return all
}

// readPair reads an element that holds two texts.
func readPair(m *markup, self, first, second string, a, b *string) {
	for name, ok := m.open(self); ok; name, ok = m.open(self) {
		switch name {
		case first:
			*a = m.string(name)
		case second:
			*b = m.string(name)
		default:
			m.skip(name)
		}
	}
}
