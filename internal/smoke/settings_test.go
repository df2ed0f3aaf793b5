package smoke

import (
	"bytes"
	"testing"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/kms"
	"github.com/tucuxi-go/tucuxi/models/embed/secretsmanager"
	"github.com/tucuxi-go/tucuxi/models/embed/ssm"
)

func TestMotoSSM(t *testing.T) {
	p := moto(t, ssm.Service)
	folder := "/" + name("smoke")
	parameter := folder + "/limit"
	put := p.call(ssm.PutParameter, lite.Map{"Name": parameter, "Value": "17", "Type": "SecureString"})
	same(t, "Version", put.Get("Version").Int(), 1)
	p.later(ssm.DeleteParameter, lite.Map{"Name": parameter})
	got := p.call(ssm.GetParameter, lite.Map{"Name": parameter, "WithDecryption": true}).Get("Parameter")
	same(t, "Value", got.Get("Value").String(), "17")
	same(t, "Type", got.Get("Type").String(), "SecureString")
	recent(t, "LastModifiedDate", got.Get("LastModifiedDate"))
	p.fails(ssm.PutParameter, lite.Map{"Name": parameter, "Value": "18", "Type": "SecureString"}, ssm.ErrParameterAlreadyExists)
	put = p.call(ssm.PutParameter, lite.Map{"Name": parameter, "Value": "18", "Type": "SecureString", "Overwrite": true})
	same(t, "Version", put.Get("Version").Int(), 2)

	list := p.call(ssm.GetParametersByPath, lite.Map{"Path": folder, "WithDecryption": true}).Get("Parameters")
	same(t, "listed", find(t, list, "Name", parameter).Get("Value").String(), "18")
	p.call(ssm.DeleteParameter, lite.Map{"Name": parameter})
	p.fails(ssm.GetParameter, lite.Map{"Name": parameter}, ssm.ErrParameterNotFound)
}

func TestMotoSecretsManager(t *testing.T) {
	p := moto(t, secretsmanager.Service)
	secret := name("smoke")
	value := []byte{0, 0xff, '"'}
	made := p.call(secretsmanager.CreateSecret, lite.Map{"Name": secret, "SecretBinary": value})
	p.later(secretsmanager.DeleteSecret, lite.Map{"SecretId": secret, "ForceDeleteWithoutRecovery": true})
	got := p.call(secretsmanager.GetSecretValue, lite.Map{"SecretId": secret})
	same(t, "SecretBinary", bytes.Equal(got.Get("SecretBinary").Bytes(), value), true)
	same(t, "VersionStages", got.Get("VersionStages", 0).String(), "AWSCURRENT")
	// The version's id is the request's idempotency token, which the client makes.
	same(t, "VersionId", len(made.Get("VersionId").String()), 36)
	same(t, "VersionId", got.Get("VersionId").String(), made.Get("VersionId").String())
	recent(t, "CreatedDate", got.Get("CreatedDate"))
	list := p.call(secretsmanager.ListSecrets, lite.Map{"Filters": lite.List{lite.Map{"Key": "name", "Values": []string{secret}}}})
	same(t, "listed", find(t, list.Get("SecretList"), "Name", secret).Get("ARN").String(), made.Get("ARN").String())

	p.fails(secretsmanager.CreateSecret, lite.Map{"Name": secret, "SecretString": "x"}, secretsmanager.ErrResourceExistsException)
	p.call(secretsmanager.DeleteSecret, lite.Map{"SecretId": secret, "ForceDeleteWithoutRecovery": true})
	e := p.fails(secretsmanager.GetSecretValue, lite.Map{"SecretId": secret}, secretsmanager.ErrResourceNotFoundException)
	same(t, "Message", e.Message, "Secrets Manager can't find the specified secret.")
}

func TestMotoKMS(t *testing.T) {
	p := moto(t, kms.Service)
	id := p.call(kms.CreateKey, lite.Map{"Description": "smoke", "Tags": lite.List{lite.Map{"TagKey": "a", "TagValue": "b"}}}).Get("KeyMetadata", "KeyId").String()
	p.later(kms.ScheduleKeyDeletion, lite.Map{"KeyId": id, "PendingWindowInDays": 7})
	key := p.call(kms.DescribeKey, lite.Map{"KeyId": id}).Get("KeyMetadata")
	same(t, "Description", key.Get("Description").String(), "smoke")
	same(t, "Enabled", key.Get("Enabled").Bool(), true)
	recent(t, "CreationDate", key.Get("CreationDate"))

	plain := []byte{0, 'h', 'i', 0xff}
	context := map[string]string{"purpose": "test"}
	cipher := p.call(kms.Encrypt, lite.Map{"KeyId": id, "Plaintext": plain, "EncryptionContext": context}).Get("CiphertextBlob").Bytes()
	cipher = bytes.Clone(cipher)
	same(t, "Plaintext", bytes.Equal(p.call(kms.Decrypt, lite.Map{"CiphertextBlob": cipher, "EncryptionContext": context}).Get("Plaintext").Bytes(), plain), true)
	p.fails(kms.Decrypt, lite.Map{"CiphertextBlob": cipher}, kms.ErrInvalidCiphertextException)
	data := p.call(kms.GenerateDataKey, lite.Map{"KeyId": id, "KeySpec": "AES_256"})
	same(t, "data key", len(data.Get("Plaintext").Bytes()), 32)

	find(t, p.call(kms.ListKeys, lite.Map{"Limit": 1000}).Get("Keys"), "KeyId", id)
	p.call(kms.ScheduleKeyDeletion, lite.Map{"KeyId": id, "PendingWindowInDays": 7})
	same(t, "KeyState", p.call(kms.DescribeKey, lite.Map{"KeyId": id}).Get("KeyMetadata", "KeyState").String(), "PendingDeletion")
	p.fails(kms.DescribeKey, lite.Map{"KeyId": "00000000-0000-0000-0000-000000000000"}, kms.ErrNotFoundException)
}
